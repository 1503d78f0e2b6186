import { createHash, randomUUID } from 'node:crypto'
import type { Recording } from '@reeldesk/contract'
import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { storable } from '../audit/storable.ts'
import { personOf } from '../audit/trail.ts'
import type { Config } from '../config.ts'
import type { Principal } from '../identity/principal.ts'
import { ProblemError } from '../problem.ts'
import type { FactsCache } from '../recordings/facts-cache.ts'
import type { Deletions, RequestContext, Trail } from '../services.ts'
import type { Store, Transaction } from '../store/database.ts'
import { deletionItems, deletions } from '../store/schema.ts'
import { listenForChanges } from './changes.ts'
import { createMarks } from './marks.ts'
import { deletionOf, getDeletion, listDeletions } from './reading.ts'
import { after, change, type DeletionRow, NOW, tellOthers } from './transitions.ts'

interface Request {
  recordingIds: string[]
  reason?: string
  idempotencyKey?: string
}

/** What people do with deletions: ask for them, look at them, undo them, try them again. The worker does the rest. */
export function createDeletions({
  store,
  trail,
  facts,
  config,
}: {
  store: Store
  trail: Trail
  facts: FactsCache
  config: Pick<Config, 'deletions'>
}): Deletions {
  const changes = listenForChanges(store)
  const marksOf = createMarks({ store, changes })

  async function insert(transaction: Transaction, context: RequestContext, request: Request): Promise<DeletionRow> {
    const { recordingIds, reason, idempotencyKey } = request
    const { principal, role, mode, address } = context.caller
    // Facts that this process has seen become the snapshot at once; the worker asks upstream for the others.
    const snapshots = storable(recordingIds.map((recordingId) => facts.get(recordingId) ?? null))
    const executeAt = after(config.deletions.graceSeconds * 1000)
    // Whoever comes second with the same key waits here until the first has committed.
    const [row] = await transaction
      .insert(deletions)
      .values({
        deletionId: randomUUID(),
        ...storable(principal),
        role,
        mode,
        address,
        requestId: context.requestId,
        reason: storable(reason ?? null),
        requestedAt: NOW,
        executeAt,
        idempotencyKey: idempotencyKey ?? null,
        bodyHash: hashOf(request),
        totals: { waiting: recordingIds.length, sent: 0, gone: 0, remaining: 0, failed: 0, undone: 0 },
        dueAt: snapshots.includes(null) ? NOW : executeAt,
      })
      .onConflictDoNothing()
      .returning()
    if (row === undefined) return replayed(transaction, principal, request)
    await insertItems(transaction, row, recordingIds, snapshots)
    const detail = { count: recordingIds.length, ...(reason !== undefined && { reason }) }
    const entry = { ...personOf(context), deletionId: row.deletionId, detail }
    await trail.appendWithin(transaction, [{ ...entry, action: 'deletion.requested', outcome: 'succeeded' }])
    await tellOthers(transaction)
    return row
  }

  async function replayed(transaction: Transaction, { iss, sub }: Principal, request: Request) {
    const [row] = await transaction
      .select()
      .from(deletions)
      .where(
        and(
          eq(deletions.iss, storable(iss)),
          eq(deletions.sub, storable(sub)),
          eq(deletions.idempotencyKey, request.idempotencyKey ?? ''),
        ),
      )
    if (row?.bodyHash === hashOf(request)) return row
    throw new ProblemError('idempotency_conflict')
  }

  return {
    async request(context, request) {
      const row = await store.transaction((transaction) => insert(transaction, context, request))
      changes.announce()
      return deletionOf(row)
    },
    list: (query) => store.run((db) => listDeletions(db, query)),
    get: (deletionId) => store.run((db) => getDeletion(db, deletionId)),
    async undo(context, deletionId) {
      const { deletion } = await change(store, deletionId, async (transaction, { totals }) => {
        const undone = await changeAll(transaction, deletionId, isUnclaimed, { state: 'undone', dueAt: null })
        if (undone > 0) {
          const entry = { ...personOf(context), deletionId, detail: { count: undone } }
          await trail.appendWithin(transaction, [{ ...entry, action: 'deletion.undone', outcome: 'succeeded' }])
        } else if (totals.undone === 0) throw new ProblemError('undo_too_late')
      })
      changes.announce()
      return deletionOf(deletion)
    },
    async retry(context, deletionId) {
      const { deletion } = await change(store, deletionId, async (transaction) => {
        const retried = await changeAll(transaction, deletionId, isUnsuccessful, AS_NEW)
        if (retried === 0) throw new ProblemError('nothing_to_retry')
        await transaction.update(deletions).set({ executeAt: NOW }).where(eq(deletions.deletionId, deletionId))
        const entry = { ...personOf(context), deletionId, detail: { count: retried } }
        await trail.appendWithin(transaction, [{ ...entry, action: 'deletion.retried', outcome: 'succeeded' }])
      })
      changes.announce()
      return deletionOf(deletion)
    },
    marksOf,
    onChange: changes.onChange,
  }
}

async function insertItems(
  transaction: Transaction,
  { deletionId, requestedAt, executeAt }: DeletionRow,
  recordingIds: string[],
  snapshots: (Recording | null)[],
): Promise<void> {
  const items = JSON.stringify(recordingIds.map((recordingId, index) => [recordingId, snapshots[index]]))
  const isKnown = sql`item->1 <> 'null'`
  await transaction.execute(sql`
    insert into ${deletionItems} (deletion_id, recording_id, position, snapshot, snapshot_at, due_at)
    select ${deletionId}, item->>0, position, nullif(item->1, 'null'),
      case when ${isKnown} then ${requestedAt.toISOString()}::timestamptz end,
      case when ${isKnown} then ${executeAt.toISOString()} else ${requestedAt.toISOString()} end::timestamptz
    from jsonb_array_elements(${items}::jsonb) with ordinality as named(item, position)`)
}

/** Undo decides against the claim of the worker, both under the lock of the deletion; the executing moment is no limit. */
const isUnclaimed = and(eq(deletionItems.state, 'waiting'), isNull(deletionItems.sendingAt))
const isUnsuccessful = inArray(deletionItems.state, ['failed', 'remaining'])

const AS_NEW = {
  state: 'waiting' as const,
  code: null,
  sendingAt: null,
  intentSequence: null,
  failingSince: null,
  sentAt: null,
  looks: 0,
  lookedAt: null,
  dueAt: NOW,
}

async function changeAll(
  transaction: Transaction,
  deletionId: string,
  which: SQL | undefined,
  values: Partial<typeof AS_NEW> | { state: 'undone'; dueAt: null },
): Promise<number> {
  const { rowCount } = await transaction
    .update(deletionItems)
    .set(values)
    .where(and(eq(deletionItems.deletionId, deletionId), which))
  return rowCount ?? 0
}

function hashOf({ recordingIds, reason }: Request): string {
  return createHash('sha256')
    .update(JSON.stringify([recordingIds, reason ?? null]))
    .digest('hex')
}
