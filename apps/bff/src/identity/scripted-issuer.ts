import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, SignJWT } from 'jose'
import { pino } from 'pino'
import type { ProxyJwtConfig } from '../config.ts'
import type { Clock } from '../services.ts'
import { type ScriptedServer, sendJson, startScriptedServer } from '../upstream/scripted-server.ts'
import { type Asked, askedOverHttp } from './asked-over-http.ts'
import { createProxyJwtIdentify } from './proxy-jwt.ts'

/** For tests: somebody who signs, and a key server on loopback that says with what. */
export interface ScriptedIssuer {
  issuer: string
  jwksUrl: string
  /** How often the keys were asked for. */
  fetches(): number
  /** A new key; the server names only this one from now on. */
  rotate(kid: string, algorithm?: string): Promise<SigningKey>
  sign(claims: Record<string, unknown>, header?: Partial<JWTHeaderParameters>): Promise<string>
  server: ScriptedServer
}

export interface SigningKey {
  kid: string
  algorithm: string
  privateKey: CryptoKey
  publicJwk: JWK
}

export async function createSigningKey(kid: string, algorithm = 'ES256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true })
  return { kid, algorithm, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' } }
}

export async function startScriptedIssuer(): Promise<ScriptedIssuer> {
  let key = await createSigningKey('first')
  const server = await startScriptedServer((_request, response) => sendJson(response, 200, { keys: [key.publicJwk] }))
  return {
    issuer: 'https://idp.example',
    jwksUrl: `${server.url}/keys`,
    fetches: () => server.requests.length,
    async rotate(kid, algorithm) {
      key = await createSigningKey(kid, algorithm)
      return key
    },
    sign: (claims, header) =>
      new SignJWT(claims).setProtectedHeader({ alg: key.algorithm, kid: key.kid, ...header }).sign(key.privateKey),
    server,
  }
}

/** AUTH_MODE=proxy-jwt, set to believe this issuer. Members of `leads` are managers, of `admins` admins. */
export function askedWithAssertions(
  { issuer, jwksUrl }: ScriptedIssuer,
  clock: Clock,
  settings: Partial<ProxyJwtConfig> = {},
): Promise<Asked> {
  const auth: ProxyJwtConfig = {
    mode: 'proxy-jwt',
    header: 'X-Assertion',
    issuer,
    audiences: ['reeldesk'],
    jwksUrl,
    algorithms: ['RS256', 'ES256'],
    claims: { name: 'name', email: 'email', groups: 'groups' },
    signer: null,
    ...settings,
  }
  const roleGroups = { viewer: [], operator: [], manager: ['leads'], admin: ['admins'] }
  return askedOverHttp(createProxyJwtIdentify(auth, { roleGroups }, { clock, log: pino({ level: 'silent' }) }))
}
