import type { Recording } from '@reeldesk/contract'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { storable } from '../audit/storable.ts'
import { deletionItems } from '../store/schema.ts'
import type { UpstreamFailure } from '../upstream/errors.ts'
import { askForEach, failureOf, groupsOf, isFailure, isPassing } from './asking.ts'
import { scanList } from './list-scan.ts'
import { after, change, NOW, type Step } from './transitions.ts'

/** Up to here single reads are asked for at once, without reading pages first. */
const FEW = 4
const GROUP = 20
const RETRY_MS = 2_000
/** How long facts may keep a deletion waiting past its moment while upstream answers, or limits. */
const SLOW_MS = 300_000

/** Facts of recordings that this console had not seen when it was asked to delete them: once gone, nobody can tell what they were. */
export async function takeSnapshots({ services, pace, deletionId, signal }: Step): Promise<void> {
  const { store, upstream, clock } = services
  const { executeAt, unknown } = await change(store, deletionId, async (transaction, { executeAt }) => {
    const rows = await transaction
      .select({ recordingId: deletionItems.recordingId })
      .from(deletionItems)
      .where(isUnknown(deletionId))
      .orderBy(asc(deletionItems.position))
    return { executeAt, unknown: rows.map(({ recordingId }) => recordingId) }
  }).then(({ result }) => result)

  try {
    let left = unknown
    if (unknown.length > FEW) {
      const { unseen, isWhole } = await scanList(upstream, { recordingIds: unknown, signal }, keep)
      left = unseen
      if (isWhole) return await keepUnknown(left)
    }
    for (const group of groupsOf(GROUP, left)) {
      if (clock() > executeAt.getTime() + SLOW_MS) return await keepUnknown(left)
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
    await change(store, deletionId, (transaction, { executeAt }) =>
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
    const patienceMs = isLimited ? SLOW_MS : isPassing(failure) ? pace.patienceMs : Number.NEGATIVE_INFINITY
    if (clock() > executeAt.getTime() + patienceMs) return keepUnknown(unknown)
    const dueAt = after(isLimited ? failure.retryAfterMs : RETRY_MS)
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
