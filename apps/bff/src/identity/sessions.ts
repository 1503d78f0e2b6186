import { createHash, randomBytes } from 'node:crypto'
import { and, eq, inArray, isNull, lte, or, type SQL } from 'drizzle-orm'
import type { Config } from '../config.ts'
import type { AuditEntry, Clock, Trail } from '../services.ts'
import type { Store, Transaction } from '../store/database.ts'
import { logoutTokens, sessions } from '../store/schema-identity.ts'
import type { OidcConfig } from './auth-config.ts'
import type { Principal } from './principal.ts'
import { type Groups, highestRole } from './roles.ts'

/** Somebody the provider has vouched for. */
export interface SignedIn {
  principal: Principal
  groups: Groups
  sid: string | null
}

/** Where a session begins or ends, for the trail. */
export interface Occasion {
  address: string
  requestId: string
}

export interface Sessions {
  /** The new cookie's value. The session that `previous` names ends: a sign-in always gets an id of its own. */
  start(signedIn: SignedIn, previous: string | undefined, occasion: Occasion): Promise<string>
  end(cookie: string, occasion: Occasion): Promise<void>
  /** Told by the provider. False for a token that was taken before. */
  endByProvider(order: LogoutOrder, occasion: Occasion): Promise<boolean>
}

export interface LogoutOrder {
  iss: string
  jti: string
  sub: string | null
  sid: string | null
  /** The token is good for nothing after this. */
  forgetAt: Date
}

/** Time ended it: it is only noticed while somebody else signs in, from an address that has nothing to do with it. */
const NO_OCCASION = { address: null, requestId: null }

type Limits = Pick<OidcConfig, 'sessionIdleSeconds' | 'sessionMaxSeconds'>

/** 256 random bits: the value itself is only in the browser, its hash only here. */
export const hashOf = (cookie: string) => createHash('sha256').update(cookie).digest('base64url')

/** Past either of these a session has ended, whether or not its row is still there. */
export function oldestAlive({ sessionIdleSeconds, sessionMaxSeconds }: Limits, now: number) {
  return { startedAt: new Date(now - sessionMaxSeconds * 1000), lastSeenAt: new Date(now - sessionIdleSeconds * 1000) }
}

/** Beginnings and ends of sessions, each committed together with its entry in the trail. */
export function createSessions(
  limits: Limits,
  { config, store, trail, clock }: { config: Pick<Config, 'roleGroups'>; store: Store; trail: Trail; clock: Clock },
): Sessions {
  function entryOf(
    action: 'session.started' | 'session.ended',
    { iss, sub, name, email, groups }: Principal & { groups: string[] | null },
    { address, requestId }: Occasion | typeof NO_OCCASION,
    detail: Record<string, unknown>,
  ): AuditEntry {
    const role = highestRole(groups ?? [], config.roleGroups) ?? null
    const actor = { iss, sub, name, email }
    return { action, outcome: 'succeeded', actor, role, mode: 'oidc', address, requestId, detail }
  }

  /** Deletes, and returns what the trail has to know: whoever deleted the row writes it, so two replicas never both do. */
  async function endWhere(
    within: Transaction,
    which: SQL | undefined,
    reason: string,
    occasion: Occasion | typeof NO_OCCASION,
  ) {
    const ended = await within.delete(sessions).where(which).returning()
    return ended.map((session) => entryOf('session.ended', session, occasion, { reason }))
  }

  async function forgetWhatIsOver(within: Transaction) {
    const oldest = oldestAlive(limits, clock())
    const over = or(lte(sessions.startedAt, oldest.startedAt), lte(sessions.lastSeenAt, oldest.lastSeenAt))
    const some = within.select({ cookieHash: sessions.cookieHash }).from(sessions).where(over).limit(100)
    await within.delete(logoutTokens).where(lte(logoutTokens.forgetAt, new Date(clock())))
    return endWhere(
      within,
      inArray(sessions.cookieHash, some.for('update', { skipLocked: true })),
      'expired',
      NO_OCCASION,
    )
  }

  /** The trail's lock is taken last: somebody who signs in and out at once would otherwise wait for themselves. */
  const append = async (within: Transaction, entries: AuditEntry[]) => {
    if (entries.length > 0) await trail.appendWithin(within, entries)
  }

  return {
    async start({ principal, groups, sid }, previous, occasion) {
      const cookie = randomBytes(32).toString('base64url')
      const now = new Date(clock())
      const isKnown = 'names' in groups
      const session = {
        cookieHash: hashOf(cookie),
        ...principal,
        groups: isKnown ? groups.names : null,
        groupsWhy: isKnown ? null : groups.problem,
        sid,
        startedAt: now,
        lastSeenAt: now,
      }
      await store.transaction(async (within) => {
        const isPrevious = eq(sessions.cookieHash, hashOf(previous ?? ''))
        const replaced = await endWhere(within, isPrevious, 'replaced', occasion)
        const over = await forgetWhatIsOver(within)
        await within.insert(sessions).values(session)
        await append(within, [...over, ...replaced, entryOf('session.started', session, occasion, {})])
      })
      return cookie
    },

    end: (cookie, occasion) =>
      store.transaction(async (within) => {
        const isThis = eq(sessions.cookieHash, hashOf(cookie))
        await append(within, await endWhere(within, isThis, 'signed out', occasion))
      }),

    endByProvider: ({ iss, jti, sub, sid, forgetAt }, occasion) =>
      store.transaction(async (within) => {
        const taken = await within.insert(logoutTokens).values({ iss, jti, forgetAt }).onConflictDoNothing().returning()
        if (taken.length === 0) return false
        const which = and(
          eq(sessions.iss, iss),
          sub === null ? undefined : eq(sessions.sub, sub),
          // A session whose name the ID token did not tell can only be known by its person.
          sid === null ? undefined : or(eq(sessions.sid, sid), sub === null ? undefined : isNull(sessions.sid)),
        )
        await append(within, await endWhere(within, which, 'signed out at the provider', occasion))
        return true
      }),
  }
}
