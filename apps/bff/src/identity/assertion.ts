import { decodeProtectedHeader, errors, jwtVerify } from 'jose'
import type { Logger } from 'pino'
import type { Clock } from '../services.ts'
import { type ClaimSet, isClaimSet } from './claims.ts'
import { createJwks } from './jwks.ts'

/** Clocks are off by a minute now and then. */
export const CLOCK_TOLERANCE_SECONDS = 60

/** Three parts, with or without padding; a list of two is none. */
const COMPACT = /^[\w-]+=*\.[\w-]+=*\.[\w-]+=*$/

export interface AssertionRules {
  issuer: string
  audiences: string[]
  jwksUrl: string
  /** Allow-list; the configuration lets no `none` and no HS* into it. */
  algorithms: string[]
  requiredClaims: string[]
  /** Besides none and `JWT` (RFC 8725, 3.11: a token made for something else must not do). */
  type?: string
}

export type Verification = { kind: 'valid'; claims: ClaimSet } | { kind: 'invalid'; why: string }

/** Checks signature, algorithm, type, issuer, audience and time. Throws KeysUnavailable where it cannot. */
export type VerifyAssertion = (token: string) => Promise<Verification>

export function createAssertionVerifier(
  { issuer, audiences, jwksUrl, algorithms, requiredClaims, type }: AssertionRules,
  parts: { clock: Clock; log: Logger },
): VerifyAssertion {
  const jwks = createJwks(jwksUrl, parts)
  return (token) =>
    judged(async () => {
      checkType(token, type)
      const { payload } = await jwtVerify(token, jwks, {
        issuer,
        audience: audiences,
        algorithms,
        requiredClaims,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(parts.clock()),
      })
      checkIssuedAt(payload, parts.clock)
      return payload
    })
}

/** What the library or a check of ours refuses is invalid; everything else is a fault and stays one. */
export async function judged(check: () => Promise<ClaimSet>): Promise<Verification> {
  try {
    return { kind: 'valid', claims: await check() }
  } catch (error) {
    if (error instanceof errors.JOSEError) return { kind: 'invalid', why: error.code }
    if (error instanceof Refused) return { kind: 'invalid', why: error.message }
    throw error
  }
}

/** A check of ours that failed. */
export class Refused extends Error {}

/** The header of something that looks like a token at all. */
export function headerOf(token: string): ClaimSet {
  try {
    const header: unknown = COMPACT.test(token) ? decodeProtectedHeader(token) : undefined
    if (isClaimSet(header)) return header
  } catch {
    // Not base64url, or not JSON.
  }
  throw new Refused('not a token')
}

/** RFC 8725, 3.11: a token that was made for something else (an access token, a logout token) must not do. */
export function checkType(token: string, allowed?: string): void {
  const { typ } = headerOf(token)
  if (typ === undefined) return
  const type = typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : ''
  if (type !== 'jwt' && type !== allowed) throw new Refused('a token of another type')
}

/** `nbf` is the library's; a token from the future is refused whether or not it names that. */
function checkIssuedAt({ iat }: ClaimSet, clock: Clock): void {
  if (iat === undefined) return
  if (typeof iat !== 'number' || iat > clock() / 1000 + CLOCK_TOLERANCE_SECONDS)
    throw new Refused('issued in the future')
}
