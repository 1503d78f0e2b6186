import { type CryptoKey, compactVerify, importSPKI } from 'jose'
import type { ProxyJwtConfig } from '../config.ts'
import type { Clock } from '../services.ts'
import { CLOCK_TOLERANCE_SECONDS, checkType, headerOf, judged, Refused, type VerifyAssertion } from './assertion.ts'
import { isClaimSet } from './claims.ts'
import { fetchKeys, KeysUnavailable } from './key-server.ts'

const KEY_ID = /^[A-Za-z0-9-]{1,64}$/
/** An unknown key id costs a call, so there is at most one of those in a second; who asks for the same one shares it. */
const COOLDOWN_MS = 1_000
/** Only keys that exist get here. */
const MOST_KEYS = 100

/**
 * Assertions of an AWS Application Load Balancer: issuer, time and signer stand in the header, keys are PEM files of their own.
 * Any load balancer of the region can sign, of any customer: only the signer tells ours from theirs.
 */
export function createAlbVerifier(auth: ProxyJwtConfig, { clock }: { clock: Clock }): VerifyAssertion {
  const keyOf = createPemKeys(auth, clock)

  return (token) =>
    judged(async () => {
      checkType(token)
      const { kid, iss, exp, signer, client } = headerOf(token)
      if (signer !== auth.signer) throw new Refused('another signer')
      if (iss !== auth.issuer) throw new Refused('another issuer')
      if (typeof exp !== 'number' || exp + CLOCK_TOLERANCE_SECONDS <= clock() / 1000) throw new Refused('expired')
      if (auth.audiences.length > 0 && !auth.audiences.some((audience) => audience === client))
        throw new Refused('another client')
      if (typeof kid !== 'string' || !KEY_ID.test(kid)) throw new Refused('no key id')

      // What was checked above is only worth something once the signature over it holds.
      const { payload } = await compactVerify(token, await keyOf(kid), { algorithms: auth.algorithms })
      const claims: unknown = JSON.parse(new TextDecoder().decode(payload))
      if (!isClaimSet(claims)) throw new Refused('no claims')
      return claims
    })
}

function createPemKeys({ jwksUrl, algorithms }: ProxyJwtConfig, clock: Clock): (kid: string) => Promise<CryptoKey> {
  const known = new Map<string, CryptoKey>()
  let latest: { kid: string; at: number; key: Promise<CryptoKey> } | undefined

  async function ask(kid: string): Promise<CryptoKey> {
    const { status, body } = await fetchKeys(jwksUrl.replace('{kid}', kid)).catch(() => ({ status: 0, body: '' }))
    if (status === 403 || status === 404) throw new Refused('unknown key')
    if (status !== 200) throw new KeysUnavailable()
    const key = await importSPKI(body, algorithms[0] ?? 'ES256').catch(() => {
      throw new KeysUnavailable()
    })
    if (known.size < MOST_KEYS) known.set(kid, key)
    return key
  }

  return async (kid) => {
    const found = known.get(kid)
    if (found) return found
    if (latest !== undefined && clock() - latest.at < COOLDOWN_MS) {
      if (latest.kid === kid) return latest.key
      throw new KeysUnavailable()
    }
    const asked = { kid, at: clock(), key: ask(kid) }
    latest = asked
    const key = await asked.key
    // A key that exists was no guess: the next one need not wait.
    if (latest === asked) latest = undefined
    return key
  }
}
