import { type ClaimSet, isClaimSet } from './claims.ts'
import type { LogoutOrder } from './sessions.ts'

const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
/** A logout is about now. Remembering tokens a little longer than they are good for makes them good once. */
const MAX_AGE_SECONDS = 300
const REMEMBER_SECONDS = 2 * MAX_AGE_SECONDS

/**
 * OpenID Connect Back-Channel Logout 1.0, 2.6, for a token whose signature, issuer, audience and time hold. An ID token
 * does not pass for one: it has no event, and may have a nonce. A reason to refuse otherwise.
 */
export function readLogoutOrder(claims: ClaimSet, now: number): LogoutOrder | { why: string } {
  const { iss, jti, iat, nonce, events, sub = null, sid = null } = claims
  if (!isClaimSet(events) || !isClaimSet(events[EVENT])) return { why: 'it names no logout' }
  if (nonce !== undefined) return { why: 'it has a nonce' }
  if (typeof iss !== 'string' || typeof jti !== 'string' || jti === '') return { why: 'it has no name of its own' }
  if (typeof iat !== 'number' || iat < now / 1000 - MAX_AGE_SECONDS) return { why: 'it is too old' }
  if (!isNameOrNull(sub) || !isNameOrNull(sid)) return { why: 'a claim has the wrong type' }
  if (sub === null && sid === null) return { why: 'it names neither a person nor a session' }
  return { iss, jti, sub, sid, forgetAt: new Date((iat + REMEMBER_SECONDS) * 1000) }
}

function isNameOrNull(claim: unknown): claim is string | null {
  return claim === null || (typeof claim === 'string' && claim !== '')
}
