import { index, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/** Sign-ins of AUTH_MODE=oidc. The cookie's value is not here: whoever reads this table cannot be anybody. */
export const sessions = pgTable(
  'sessions',
  {
    /** SHA-256 of the cookie's value. */
    cookieHash: text('cookie_hash').primaryKey(),
    iss: text('iss').notNull(),
    sub: text('sub').notNull(),
    name: text('name'),
    email: text('email'),
    /** As the provider told them; roles are read from them at every request, by the settings of the day. */
    groups: jsonb('groups').$type<string[]>(),
    /** Why there are no groups, in words for the person. */
    groupsWhy: text('groups_why'),
    /** The provider's own name of its session, by which it ends it here. */
    sid: text('sid'),
    startedAt: moment('started_at').notNull(),
    lastSeenAt: moment('last_seen_at').notNull(),
  },
  (table) => [index('sessions_person').on(table.iss, table.sub), index('sessions_sid').on(table.iss, table.sid)],
)

/** Logout tokens that were taken, so that none is taken twice, for as long as one could be. */
export const logoutTokens = pgTable(
  'logout_tokens',
  { iss: text('iss').notNull(), jti: text('jti').notNull(), forgetAt: moment('forget_at').notNull() },
  (table) => [primaryKey({ columns: [table.iss, table.jti] })],
)

/** How often a person did something since a minute was opened. One row per person and kind, used again and again. */
export const rateWindows = pgTable(
  'rate_windows',
  {
    iss: text('iss').notNull(),
    sub: text('sub').notNull(),
    kind: text('kind').notNull(),
    openedAt: moment('opened_at').notNull(),
    taken: integer('taken').notNull(),
  },
  (table) => [primaryKey({ columns: [table.iss, table.sub, table.kind] })],
)
