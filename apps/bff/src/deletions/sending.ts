import { and, asc, eq, isNotNull, lte, sql } from 'drizzle-orm'
import { problemOf } from '../problem.ts'
import type { Transaction } from '../store/database.ts'
import { deletionItems } from '../store/schema.ts'
import { UpstreamError, type UpstreamFailure } from '../upstream/errors.ts'
import { failureOf } from './asking.ts'
import { firstLookAt } from './looking.ts'
import { after, change, changeItems, type DeletionRow, entryOf, type ItemRow, NOW, type Step } from './transitions.ts'

/** At most this many go out in one call (the API document names no maximum). */
const CHUNK = 100
/** The next try comes after half of the time that went by without an answer. */
const PAUSE = sql`least(greatest((${NOW} - failing_since) / 2, interval '1 second'), interval '8 seconds')`

/** Claim and intent committed → upstream hears → outcome committed. Whatever is cut off in between is sent again: upstream takes it twice. */
export async function sendChunk(step: Step): Promise<void> {
  const { services, deletionId } = step
  const { result: items, deletion } = await change(services.store, deletionId, (transaction, deletion) =>
    claim(step, transaction, deletion),
  )
  if (items.length === 0) return
  const startedAt = services.clock()
  const failure = await send(step, deletion, items)
  const triedForMs = services.clock() - startedAt
  if (failure === null || failure.kind === 'gone') await keepSent(step, items)
  else if (failure.kind === 'rate_limited') await keepTold(step, items, failure.retryAfterMs)
  else if (failure.kind === 'unavailable' || failure.kind === 'timeout' || failure.kind === 'invalid')
    await keepFailing(step, items, failure, triedForMs)
  else if (failure.kind !== 'aborted') await keepRefused(step, items, failure)
}

/** From this commit on undo comes too late. An item that was claimed before keeps its intent. */
async function claim(
  { services: { trail } }: Step,
  transaction: Transaction,
  deletion: DeletionRow,
): Promise<ItemRow[]> {
  const { deletionId } = deletion
  const rows = await transaction
    .select()
    .from(deletionItems)
    .where(
      and(
        eq(deletionItems.deletionId, deletionId),
        eq(deletionItems.state, 'waiting'),
        isNotNull(deletionItems.snapshotAt),
        lte(deletionItems.dueAt, NOW),
      ),
    )
    .orderBy(asc(deletionItems.position))
    .limit(CHUNK)
  const fresh = rows.filter(({ intentSequence }) => intentSequence === null)
  const sequences = await trail.appendWithin(
    transaction,
    fresh.map((item) => {
      const detail = { snapshot: item.snapshot }
      return entryOf(deletion, item, { action: 'recording.delete.sent', outcome: 'intended', detail })
    }),
  )
  const intents = new Map(fresh.map(({ recordingId }, at) => [recordingId, sequences[at] ?? null]))
  await transaction
    .update(deletionItems)
    .set({ sendingAt: NOW, intentSequence: sql`intent.value::bigint` })
    .from(sql`jsonb_each_text(${JSON.stringify(Object.fromEntries(intents))}::jsonb) as intent`)
    .where(and(eq(deletionItems.deletionId, deletionId), eq(deletionItems.recordingId, sql`intent.key`)))
  return rows.map((item) => ({ ...item, intentSequence: item.intentSequence ?? intents.get(item.recordingId) ?? null }))
}

async function send({ services: { upstream }, signal }: Step, { totals }: DeletionRow, items: ItemRow[]) {
  const recordingIds = items.map(({ recordingId }) => recordingId)
  const [first = ''] = recordingIds
  const isSingle = Object.values(totals).reduce((sum, count) => sum + count) === 1
  try {
    const options = { priority: 'background', signal } as const
    await (isSingle ? upstream.deleteRecording(first, options) : upstream.bulkDeleteRecordings(recordingIds, options))
    return null
  } catch (error) {
    return failureOf(error)
  }
}

/** 204. A 404 says no more than that: whether it is gone is for the looks to find out. */
function keepSent({ services, pace, deletionId }: Step, items: ItemRow[]): Promise<unknown> {
  const { store, trail, config } = services
  return change(store, deletionId, async (transaction, deletion) => {
    const sent = await changeItems(transaction, waiting(deletionId, items), {
      state: 'sent',
      sentAt: NOW,
      failingSince: null,
      dueAt: firstLookAt(pace, config),
    })
    const outcome = { action: 'recording.delete.sent', outcome: 'succeeded' } as const
    await trail.appendWithin(
      transaction,
      sent.map((item) => entryOf(deletion, item, outcome)),
    )
  })
}

/** 429: upstream answered, and told when to come again. That time does not count against its patience. */
function keepTold({ services: { store }, deletionId }: Step, items: ItemRow[], waitMs: number): Promise<unknown> {
  const told = sql`${waitMs} * interval '1 millisecond'`
  return change(store, deletionId, (transaction) =>
    changeItems(transaction, waiting(deletionId, items), {
      dueAt: after(waitMs),
      failingSince: sql`failing_since + ${told}`,
    }),
  )
}

function keepFailing(step: Step, items: ItemRow[], failure: UpstreamFailure, triedForMs: number): Promise<unknown> {
  const { store } = step.services
  const patience = sql`${step.pace.patienceMs} * interval '1 millisecond'`
  return change(store, step.deletionId, async (transaction, deletion) => {
    const failing = await changeItems(transaction, waiting(step.deletionId, items), {
      failingSince: sql`coalesce(failing_since, ${after(-triedForMs)})`,
    })
    const dueAt = sql`least(${NOW} + ${PAUSE}, failing_since + ${patience})`
    const again = await changeItems(
      transaction,
      waiting(step.deletionId, failing),
      { dueAt },
      sql`failing_since + ${patience} > ${NOW}`,
    )
    const isAgain = new Set(again.map(({ recordingId }) => recordingId))
    await keepFailed(
      step,
      transaction,
      deletion,
      failing.filter(({ recordingId }) => !isAgain.has(recordingId)),
      failure,
    )
  })
}

function keepRefused(step: Step, items: ItemRow[], failure: UpstreamFailure): Promise<unknown> {
  return change(step.services.store, step.deletionId, (transaction, deletion) =>
    keepFailed(step, transaction, deletion, items, failure),
  )
}

async function keepFailed(
  { services: { trail } }: Step,
  transaction: Transaction,
  deletion: DeletionRow,
  items: ItemRow[],
  failure: UpstreamFailure,
): Promise<void> {
  const { code } = problemOf(new UpstreamError(failure))
  const failed = await changeItems(transaction, waiting(deletion.deletionId, items), {
    state: 'failed',
    code,
    dueAt: null,
  })
  const outcome = { action: 'recording.delete.failed', outcome: 'failed', detail: { code } } as const
  await trail.appendWithin(
    transaction,
    failed.map((item) => entryOf(deletion, item, outcome)),
  )
}

function waiting(deletionId: string, items: ItemRow[]) {
  return { deletionId, recordingIds: items.map(({ recordingId }) => recordingId), from: 'waiting' as const }
}
