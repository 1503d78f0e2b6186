import { ITEM_STATES, type ItemState } from '@reeldesk/contract'
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import type { Config } from '../config.ts'
import { ProblemError } from '../problem.ts'
import type { AuditEntry, Services } from '../services.ts'
import type { Store, Transaction } from '../store/database.ts'
import { deletionItems, deletions } from '../store/schema.ts'

export type DeletionRow = typeof deletions.$inferSelect
export type ItemRow = typeof deletionItems.$inferSelect

/** The channel on which every process hears that a deletion changed. */
export const CHANGED = 'deletions_changed'

/** The database's clock, so that replicas whose own clocks differ agree on what is due. One value per statement. */
export const NOW = sql<Date>`statement_timestamp()`

/** What a step of the worker needs. The signal aborts when the process stops and cannot wait for upstream any longer. */
export interface Step {
  services: Pick<Services, 'store' | 'trail' | 'upstream' | 'clock'> & { config: Pick<Config, 'deletions'> }
  pace: Pace
  deletionId: string
  signal: AbortSignal
}

/** How fast and how patient the worker is. Tests shorten it. */
export interface Pace {
  /** Between two looks for something due. */
  tickMs: number
  /** Silence and 5xx are put up with for this long, told waits aside. */
  patienceMs: number
  /** How long facts that upstream fails to tell may keep a deletion waiting past its moment. */
  factsPatienceMs: number
  /** From upstream's 204 to the first look. */
  firstLookMs: number
  /** Until upstream is asked again that did not answer, and that refused. */
  unansweredMs: number
  refusedMs: number
}

export const PACE: Pace = {
  tickMs: 500,
  patienceMs: 30_000,
  factsPatienceMs: 5_000,
  firstLookMs: 2_000,
  unansweredMs: 5_000,
  refusedMs: 60_000,
}

export function after(ms: number): SQL<Date> {
  return sql`${NOW} + ${ms} * interval '1 millisecond'`
}

/**
 * The one way to change a deletion: under the lock of its row, so that undo, sending and retrying decide one after the
 * other, with its totals and next moment counted anew and every process told, all in one commit.
 */
export function change<T>(
  store: Store,
  deletionId: string,
  work: (transaction: Transaction, deletion: DeletionRow) => Promise<T>,
): Promise<{ result: T; deletion: DeletionRow }> {
  return store.transaction(async (transaction) => {
    const [found] = await transaction.select().from(deletions).where(eq(deletions.deletionId, deletionId)).for('update')
    if (found === undefined) throw new ProblemError('deletion_not_found')
    const result = await work(transaction, found)
    const ofItems = sql`from ${deletionItems} where deletion_id = ${deletionId}`
    const [deletion = found] = await transaction
      .update(deletions)
      .set({
        totals: sql`(select jsonb_build_object(${COUNTS}) ${ofItems})`,
        dueAt: sql`(select min(due_at) ${ofItems})`,
      })
      .where(eq(deletions.deletionId, deletionId))
      .returning()
    await tellOthers(transaction)
    return { result, deletion }
  })
}

const COUNTS = sql.raw(ITEM_STATES.map((state) => `'${state}', count(*) filter (where state = '${state}')`).join(', '))

/** Heard on commit, by this process too. */
export async function tellOthers(transaction: Transaction): Promise<void> {
  await transaction.execute(sql`select pg_notify(${CHANGED}, '')`)
}

/** Changes those of the items that are still in the state they were seen in; resolves to them as they are now. */
export function changeItems(
  transaction: Transaction,
  { deletionId, recordingIds, from }: { deletionId: string; recordingIds: string[]; from: ItemState },
  values: PgUpdateSetSource<typeof deletionItems>,
  condition?: SQL,
): Promise<ItemRow[]> {
  if (recordingIds.length === 0) return Promise.resolve([])
  const { recordingId, state } = deletionItems
  return transaction
    .update(deletionItems)
    .set(values)
    .where(
      and(eq(deletionItems.deletionId, deletionId), inArray(recordingId, recordingIds), eq(state, from), condition),
    )
    .returning()
}

/** What the worker does for the person who asked, of one recording. */
export function entryOf(
  deletion: DeletionRow,
  { recordingId, intentSequence }: Pick<ItemRow, 'recordingId' | 'intentSequence'>,
  what: Pick<AuditEntry, 'action' | 'outcome' | 'detail'>,
): AuditEntry {
  const { deletionId, iss, sub, name, email, role, mode, address, requestId } = deletion
  const settles = what.outcome !== 'intended' && intentSequence !== null && { intentSequence }
  return {
    ...what,
    ...settles,
    actor: { iss, sub, name, email },
    role,
    mode,
    address,
    requestId,
    deletionId,
    recordingId,
  }
}
