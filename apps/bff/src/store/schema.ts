import type { AuthMode, Deletion, ItemState, ProblemCode, Recording, Role } from '@reeldesk/contract'
import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/** One request by one person. What is counted and shown comes from its items. */
export const deletions = pgTable(
  'deletions',
  {
    deletionId: text('deletion_id').primaryKey(),
    iss: text('iss').notNull(),
    sub: text('sub').notNull(),
    name: text('name'),
    email: text('email'),
    role: text('role').$type<Role>().notNull(),
    mode: text('mode').$type<AuthMode>().notNull(),
    address: text('address').notNull(),
    requestId: text('request_id').notNull(),
    reason: text('reason'),
    requestedAt: moment('requested_at').notNull(),
    executeAt: moment('execute_at').notNull(),
    idempotencyKey: text('idempotency_key'),
    /** SHA-256 of what was asked for: the same key with another body is a mistake. */
    bodyHash: text('body_hash').notNull(),
    /** Counted from the items in every transaction that changes one, under the lock of this row. */
    totals: jsonb('totals').$type<Deletion['totals']>().notNull(),
    /** The earliest of its items; null once every item has ended. */
    dueAt: moment('due_at'),
    /** When a worker was last woken up for it. */
    handedOutAt: moment('handed_out_at'),
  },
  (table) => [
    uniqueIndex('deletions_idempotency').on(table.iss, table.sub, table.idempotencyKey),
    index('deletions_newest').on(table.requestedAt, table.deletionId),
    index('deletions_due').on(table.dueAt).where(sql`${table.dueAt} is not null`),
  ],
)

/** One recording of one deletion. `state` is public; the moments in between are ours, by the database's clock. */
export const deletionItems = pgTable(
  'deletion_items',
  {
    deletionId: text('deletion_id')
      .notNull()
      .references(() => deletions.deletionId),
    recordingId: text('recording_id').notNull(),
    position: integer('position').notNull(),
    state: text('state').$type<ItemState>().notNull().default('waiting'),
    code: text('code').$type<ProblemCode>(),
    snapshot: jsonb('snapshot').$type<Recording>(),
    /** The facts are known, or upstream was asked for them in vain: it is not asked again. */
    snapshotAt: moment('snapshot_at'),
    /** Claimed for sending: undo comes too late from here on. */
    sendingAt: moment('sending_at'),
    /** The entry of the trail that was committed before upstream heard. */
    intentSequence: bigint('intent_sequence', { mode: 'number' }),
    /** Upstream has been silent or broken since, told waits aside. */
    failingSince: moment('failing_since'),
    sentAt: moment('sent_at'),
    looks: integer('looks').notNull().default(0),
    /** Looked at by itself, not just put off with its chunk. */
    lookedAt: moment('looked_at'),
    /** When something is to be done with it next; null once it has ended. */
    dueAt: moment('due_at'),
  },
  (table) => [
    primaryKey({ columns: [table.deletionId, table.recordingId] }),
    index('deletion_items_state').on(table.deletionId, table.state, table.position),
    index('deletion_items_recording').on(sql`lower(${table.recordingId})`),
    index('deletion_items_marked')
      .on(table.state)
      .where(sql`${table.state} in ('waiting', 'sent', 'remaining', 'failed')`),
  ],
)

/** The trail. A trigger refuses UPDATE, DELETE and TRUNCATE; see the migration. */
export const auditEvents = pgTable(
  'audit_events',
  {
    sequence: bigint('sequence', { mode: 'number' }).primaryKey(),
    at: moment('at').notNull(),
    action: text('action').notNull(),
    outcome: text('outcome').notNull(),
    iss: text('iss').notNull(),
    sub: text('sub').notNull(),
    name: text('name'),
    email: text('email'),
    role: text('role'),
    mode: text('mode'),
    address: text('address'),
    requestId: text('request_id'),
    recordingId: text('recording_id'),
    deletionId: text('deletion_id'),
    intentSequence: bigint('intent_sequence', { mode: 'number' }),
    detail: jsonb('detail').$type<Record<string, unknown>>(),
    keyId: text('key_id').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [
    index('audit_events_recording').on(table.recordingId, table.sequence),
    index('audit_events_deletion').on(table.deletionId, table.sequence),
    index('audit_events_action').on(table.action, table.sequence),
    index('audit_events_at').on(table.at),
  ],
)

/** One row: where the chain ends, sealed with the same key so that a cut-off end is noticed. Its lock orders the writers. */
export const auditHead = pgTable('audit_head', {
  one: integer('one').primaryKey().default(1),
  sequence: bigint('sequence', { mode: 'number' }).notNull(),
  hash: text('hash').notNull(),
  seal: text('seal').notNull(),
  keyId: text('key_id').notNull(),
})

/** The chain's key, only where AUDIT_KEY is not set. */
export const auditKeys = pgTable('audit_keys', {
  keyId: text('key_id').primaryKey(),
  key: text('key').notNull(),
})

export * from './schema-identity.ts'
