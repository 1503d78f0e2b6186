import type { Logger } from 'pino'
import type { Config, ProxyJwtConfig } from '../config.ts'
import type { Clock } from '../services.ts'
import { createAlbVerifier } from './alb.ts'
import { createAssertionVerifier } from './assertion.ts'
import { groupsOf, principalOf } from './claims.ts'
import { readIdentityHeader } from './header-lines.ts'
import { KeysUnavailable } from './key-server.ts'
import type { Identification, Identify } from './principal.ts'
import { identified } from './roles.ts'

/** A signed assertion in one header: believed for what it says, not for where it comes from. */
export function createProxyJwtIdentify(
  auth: ProxyJwtConfig,
  { roleGroups }: Pick<Config, 'roleGroups'>,
  parts: { clock: Clock; log: Logger },
): Identify {
  const verify =
    auth.signer === null
      ? createAssertionVerifier({ ...auth, requiredClaims: ['exp', 'sub'] }, parts)
      : createAlbVerifier(auth, parts)

  return async (c) => {
    const header = readIdentityHeader(c, auth.header)
    if (header.kind === 'none') return unidentified(`no ${auth.header}`)
    if (header.kind === 'doubtful') return unidentified(header.why)
    try {
      const verification = await verify(header.value.replace(/^Bearer +/i, ''))
      if (verification.kind === 'invalid') return unidentified(`${auth.header}: ${verification.why}`)
      const principal = principalOf(auth.issuer, verification.claims, auth.claims)
      if (principal === undefined) return unidentified(`${auth.header} names nobody`)
      return identified(principal, groupsOf(verification.claims, auth.claims), roleGroups)
    } catch (error) {
      if (error instanceof KeysUnavailable) return { kind: 'unavailable', why: error.message }
      throw error
    }
  }
}

const unidentified = (why: string): Identification => ({ kind: 'unidentified', why })
