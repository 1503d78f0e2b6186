import { and, eq, gt, lt } from 'drizzle-orm'
import type { Config } from '../config.ts'
import type { Clock } from '../services.ts'
import type { Store } from '../store/database.ts'
import { sessions } from '../store/schema-identity.ts'
import { StoreUnavailable } from '../store/unavailable.ts'
import type { OidcConfig } from './auth-config.ts'
import { createCookie } from './cookies.ts'
import type { Identification, Identify } from './principal.ts'
import { identified } from './roles.ts'
import { hashOf, oldestAlive } from './sessions.ts'

/** Our cookies are 43 characters; the rest of the world's need not be hashed. */
const COOKIE_VALUE = /^[\w-]{43}$/

/**
 * Who calls, by the session that the cookie names. Asked of the database every time: a session that was ended on one
 * replica is over on all. Only when it was last seen is written sparingly.
 */
export function createSessionIdentify(
  auth: OidcConfig,
  { config, store, clock }: { config: Pick<Config, 'publicOrigin' | 'roleGroups'>; store: Store; clock: Clock },
): Identify {
  const cookie = sessionCookie(config)
  const seldomMs = Math.min(60_000, auth.sessionIdleSeconds * 100)

  async function find(value: string) {
    const now = clock()
    const oldest = oldestAlive(auth, now)
    const isThis = eq(sessions.cookieHash, hashOf(value))
    const isAlive = and(gt(sessions.startedAt, oldest.startedAt), gt(sessions.lastSeenAt, oldest.lastSeenAt))
    return store.run(async (db) => {
      const [session] = await db.select().from(sessions).where(and(isThis, isAlive))
      if (session !== undefined && now - session.lastSeenAt.getTime() >= seldomMs) {
        const lastSeenAt = new Date(now)
        await db
          .update(sessions)
          .set({ lastSeenAt })
          .where(and(isThis, lt(sessions.lastSeenAt, lastSeenAt)))
      }
      return session
    })
  }

  return async (c): Promise<Identification> => {
    const value = cookie.read(c)
    if (value === undefined || !COOKIE_VALUE.test(value)) return { kind: 'unidentified', why: 'no session cookie' }
    try {
      const session = await find(value)
      if (session === undefined) return { kind: 'unidentified', why: 'the session is over, or never was' }
      const { iss, sub, name, email, groups, groupsWhy } = session
      const known = groups === null ? { problem: groupsWhy ?? 'no groups' } : { names: groups }
      return identified({ iss, sub, name, email }, known, config.roleGroups)
    } catch (error) {
      if (error instanceof StoreUnavailable) return { kind: 'unavailable', why: 'sessions cannot be looked up' }
      throw error
    }
  }
}

export const sessionCookie = ({ publicOrigin }: Pick<Config, 'publicOrigin'>) =>
  createCookie('reeldesk-session', publicOrigin)
