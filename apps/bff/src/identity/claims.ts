import type { Claims } from '../config.ts'
import type { Principal } from './principal.ts'
import { type Groups, groupsOfClaim } from './roles.ts'

export type ClaimSet = Record<string, unknown>

/** OpenID Connect Core 1.0, 2: a subject has at most 255 characters. */
const LONGEST_SUBJECT = 255
const LONGEST_LABEL = 200

/** Who is meant, or undefined where nobody is named. */
export function principalOf(iss: string, claims: ClaimSet, paths: Claims): Principal | undefined {
  const { sub } = claims
  if (typeof sub !== 'string' || !isSubject(sub)) return undefined
  return { iss, sub, name: labelOf(claimAt(claims, paths.name)), email: labelOf(claimAt(claims, paths.email)) }
}

/** Something to know a person by: not empty, not endless, nothing invisible in it. */
export function isSubject(sub: string): boolean {
  return sub.trim() !== '' && sub.length <= LONGEST_SUBJECT && !/\p{Cc}/u.test(sub)
}

/** What breaks lines or turns the direction of writing: in nobody's name, but one entry could be made to look like another. */
const TRICKS = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu

/** For people to read, so never a reason to refuse. */
export function labelOf(value: unknown): string | null {
  if (typeof value !== 'string') return null
  return value.replace(TRICKS, ' ').trim().slice(0, LONGEST_LABEL) || null
}

/**
 * Entra names no groups above 200 and says so by pointing elsewhere (`_claim_names`) or by a mark (`hasgroups`):
 * learn.microsoft.com, "Groups overage claim". Nobody follows the pointer here.
 */
export function groupsOf(claims: ClaimSet, paths: Claims): Groups {
  const isCutOff =
    (isClaimSet(claims._claim_names) && Object.hasOwn(claims._claim_names, 'groups')) ||
    (claims.hasgroups !== undefined && claims.hasgroups !== false && claims.hasgroups !== 'false')
  return groupsOfClaim(claimAt(claims, paths.groups), isCutOff)
}

/** Of several paths the first that leads anywhere. A name with dots in it (https://acme.example/groups) is tried as it is. */
function claimAt(claims: ClaimSet, paths: string): unknown {
  for (const path of paths.split(',')) {
    const claim = Object.hasOwn(claims, path) ? claims[path] : follow(claims, path.trim().split('.'))
    if (claim !== undefined) return claim
  }
  return undefined
}

function follow(claims: ClaimSet, names: string[]): unknown {
  let at: unknown = claims
  for (const name of names) {
    if (!isClaimSet(at) || !Object.hasOwn(at, name)) return undefined
    at = at[name]
  }
  return at
}

export function isClaimSet(value: unknown): value is ClaimSet {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
