import type { Recording } from '@reeldesk/contract'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { storable } from '../audit/storable.ts'
import { deletionItems, deletions } from '../store/schema.ts'
import type { UpstreamFailure } from '../upstream/errors.ts'
import { askForEach, failureOf, groupsOf, isFailure, isPassing } from './asking.ts'
import { scanList } from './list-scan.ts'
import { after, change, NOW, type Step } from './transitions.ts'

/** Up to here single reads are asked for at once, without reading pages first. */
const FEW = 4
const GROUP = 20
/** Pauses after a failure grow with the time it has lasted, for a deletion may wait for thirty days. */
const RETRY_MS = { min: 2_000, max: 60_000 }
/** How long facts may keep a deletion waiting past its moment while upstream answers, or limits. */
const SLOW_MS = 300_000

/** Facts of recordings that this console had not seen when it was asked to delete them: once gone, nobody can tell what they were. */
export async function takeSnapshots({ services, pace, deletionId, signal }: Step): Promise<void> {
  const { store, upstream, clock } = services
  const { recordingId, position } = deletionItems
  const rows = await store.run((db) =>
    db
      .select({ recordingId, requestedAt: deletions.requestedAt, executeAt: deletions.executeAt })
      .from(deletionItems)
      .innerJoin(deletions, eq(deletions.deletionId, deletionItems.deletionId))
      .where(isUnknown(deletionId))
      .orderBy(asc(position)),
  )
  const [deletion] = rows
  if (deletion === undefined) return
  const unknown = rows.map((row) => row.recordingId)
  const { requestedAt, executeAt } = deletion
  const lateByMs = () => clock() - executeAt.getTime()

  try {
    let left = unknown
    if (unknown.length > FEW) {
      const { unseen, isWhole } = await scanList(upstream, { recordingIds: unknown, signal }, keep)
      left = unseen
      if (isWhole) return await keepUnknown(left)
    }
    for (const group of groupsOf(GROUP, left)) {
      if (lateByMs() > SLOW_MS) return await keepUnknown(left)
      const answers = await askForEach(upstream, group, signal)
      const settled = [...answers].flatMap(([recordingId, answer]) => {
        if (isFailure(answer)) return []
        return [[recordingId, answer === 'gone' ? null : answer] as const]
      })
      await keep(new Map(settled))
      const failure = [...answers.values()].find(isFailure)
      if (failure !== undefined) return await putOff(failure)
    }
  } catch (error) {
    await putOff(failureOf(error))
  }

  async function keep(facts: Map<string, Recording | null>): Promise<void> {
    if (facts.size === 0) return
    const found = JSON.stringify(Object.fromEntries([...facts].map(([id, recording]) => [id, storable(recording)])))
    await change(store, deletionId, (transaction) =>
      transaction
        .update(deletionItems)
        .set({ snapshot: sql`nullif(fact.value, 'null')`, snapshotAt: NOW, dueAt: executeAt })
        .from(sql`jsonb_each(${found}::jsonb) as fact`)
        .where(and(isUnknown(deletionId), eq(deletionItems.recordingId, sql`fact.key`))),
    )
  }

  function keepUnknown(recordingIds: string[]): Promise<void> {
    return keep(new Map(recordingIds.map((recordingId) => [recordingId, null])))
  }

  /** A deletion does not wait for facts for ever: what upstream would not say by then is deleted without them. */
  async function putOff(failure: UpstreamFailure): Promise<void> {
    if (failure.kind === 'aborted') return
    const isLimited = failure.kind === 'rate_limited'
    const patienceMs = isLimited ? SLOW_MS : isPassing(failure) ? pace.factsPatienceMs : Number.NEGATIVE_INFINITY
    if (lateByMs() > patienceMs) return keepUnknown(unknown)
    const waitedMs = clock() - requestedAt.getTime()
    const pauseMs = Math.min(Math.max(waitedMs / 2, RETRY_MS.min), RETRY_MS.max)
    const dueAt = after(isLimited ? failure.retryAfterMs : pauseMs)
    await change(store, deletionId, (transaction) =>
      transaction.update(deletionItems).set({ dueAt }).where(isUnknown(deletionId)),
    )
  }
}

function isUnknown(deletionId: string) {
  return and(
    eq(deletionItems.deletionId, deletionId),
    eq(deletionItems.state, 'waiting'),
    isNull(deletionItems.snapshotAt),
  )
}
