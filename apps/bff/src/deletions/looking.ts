import { and, asc, eq, lte, sql } from 'drizzle-orm'
import type { Config } from '../config.ts'
import { deletionItems } from '../store/schema.ts'
import type { UpstreamFailure } from '../upstream/errors.ts'
import { type Answer, askForEach, failureOf, groupsOf, isFailure, isPassing } from './asking.ts'
import { scanList } from './list-scan.ts'
import { after, change, changeItems, entryOf, NOW, type Pace, type Step } from './transitions.ts'

/** Pauses after the first look, the second, …; the last one stays. */
const GAPS_MS = [2_000, 4_000, 8_000, 15_000, 30_000, 60_000]
const CHUNK = 100
/** Looked at before the rest of a chunk is, to learn whether upstream has come to it at all. */
const SCOUTS = 2
const GROUP = 20
/** From here on a list page may tell more than single reads. */
const MANY = 5

type Verifying = Pick<Config, 'deletions'>

interface Due {
  recordingId: string
  roomName: string | null
  sentAt: number
  isLast: boolean
}

export function firstLookAt({ firstLookMs }: Pace, { deletions }: Verifying) {
  return after(Math.min(firstLookMs, deletions.verifySeconds * 1000))
}

/** Looks whether what was sent is gone: with growing pauses, at a few of each chunk first, and once more when time is up. */
export async function look(step: Step): Promise<void> {
  const due = await dueLooks(step)
  const last = due.filter(({ isLast }) => isLast)
  if (last.length > 0) return lookForTheLastTime(step, last)
  const [first] = due
  const chunk = due.filter(({ sentAt }) => sentAt === first?.sentAt)
  await lookAtChunk(step, chunk.slice(0, CHUNK))
}

/** Those of a chunk that were not looked at by themselves yet come first, so that the same few cannot hide the others. */
async function dueLooks({ services: { store, config }, deletionId }: Step): Promise<Due[]> {
  const { recordingId, sentAt, lookedAt, position, snapshot, state, dueAt } = deletionItems
  return store.run((db) =>
    db
      .select({
        recordingId,
        roomName: sql<string | null>`${snapshot}->>'roomName'`,
        sentAt: sql`extract(epoch from ${sentAt})`.mapWith(Number),
        isLast: sql<boolean>`${lastLookAt(config)} <= ${NOW}`,
      })
      .from(deletionItems)
      .where(and(eq(deletionItems.deletionId, deletionId), eq(state, 'sent'), lte(dueAt, NOW)))
      .orderBy(asc(sentAt), sql`${lookedAt} nulls first`, asc(position)),
  )
}

async function lookAtChunk(step: Step, chunk: Due[]): Promise<void> {
  let looked = 0
  let there = 0
  for (const group of [chunk.slice(0, SCOUTS), ...groupsOf(GROUP, chunk.slice(SCOUTS))]) {
    const answers = await askForEach(step.services.upstream, idsOf(group), step.signal)
    const rest = chunk.slice(looked)
    looked += group.length
    there += [...answers.values()].filter((answer) => answer !== 'gone').length
    // Put off together, in one commit: or the scouts would be due before the others, and be asked alone once more.
    if (there * 2 > looked) return keep(step, rest, answers)
    await keep(step, group, answers)
  }
}

/** The list may show that many are still there; that one is gone only its own 404 can say. */
async function lookForTheLastTime(step: Step, due: Due[]): Promise<void> {
  const { upstream } = step.services
  let left = due
  if (due.length >= MANY) {
    const scanned = { recordingIds: idsOf(due), roomName: roomOf(due), signal: step.signal }
    try {
      const { unseen } = await scanList(upstream, scanned, (seen) =>
        keep(
          step,
          due.filter(({ recordingId }) => seen.has(recordingId)),
          seen,
        ),
      )
      const isUnseen = new Set(unseen)
      left = due.filter(({ recordingId }) => isUnseen.has(recordingId))
    } catch (error) {
      const failure = failureOf(error)
      return keep(step, due, new Map(due.map(({ recordingId }) => [recordingId, failure])))
    }
  }
  for (const group of groupsOf(GROUP, left)) {
    if (step.signal.aborted) return
    await keep(step, group, await askForEach(upstream, idsOf(group), step.signal))
  }
}

/**
 * 404 → `gone`. Still there → looked at later, or `remaining` after the last look. Not looked at → later, like its chunk.
 * No answer → a little later, even when time is up: nothing is guessed.
 */
async function keep(
  { services, pace, deletionId }: Step,
  items: Due[],
  answers: ReadonlyMap<string, Answer>,
): Promise<void> {
  const { store, trail, config } = services
  const of = (outcome: Outcome) => ({
    deletionId,
    recordingIds: idsOf(items.filter((item) => outcomeOf(item, answers.get(item.recordingId)) === outcome)),
    from: 'sent' as const,
  })
  const failure = [...answers.values()].find(isFailure)
  if (items.length === 0 || failure?.kind === 'aborted') return
  await change(store, deletionId, async (transaction, deletion) => {
    const gone = await changeItems(transaction, of('gone'), { state: 'gone', lookedAt: NOW, dueAt: null })
    const remaining = await changeItems(transaction, of('remaining'), {
      state: 'remaining',
      lookedAt: NOW,
      dueAt: null,
    })
    const later = { looks: sql`looks + 1`, dueAt: nextLookAt(config) }
    await changeItems(transaction, of('there'), { ...later, lookedAt: NOW })
    await changeItems(transaction, of('not looked at'), later)
    if (failure !== undefined)
      await changeItems(transaction, of('unanswered'), { dueAt: after(pauseAfter(pace, failure)) })
    await trail.appendWithin(transaction, [
      ...gone.map((item) => entryOf(deletion, item, { action: 'recording.deleted', outcome: 'succeeded' })),
      ...remaining.map((item) => entryOf(deletion, item, { action: 'recording.remaining', outcome: 'failed' })),
    ])
  })
}

type Outcome = 'gone' | 'remaining' | 'there' | 'not looked at' | 'unanswered'

function outcomeOf({ isLast }: Due, answer: Answer | undefined): Outcome {
  if (answer === undefined) return 'not looked at'
  if (answer === 'gone') return 'gone'
  if (isFailure(answer)) return 'unanswered'
  return isLast ? 'remaining' : 'there'
}

function pauseAfter({ unansweredMs, refusedMs }: Pace, failure: UpstreamFailure): number {
  if (failure.kind === 'rate_limited') return failure.retryAfterMs
  return isPassing(failure) ? unansweredMs : refusedMs
}

function lastLookAt({ deletions }: Verifying) {
  return sql<Date>`sent_at + ${deletions.verifySeconds} * interval '1 second'`
}

function nextLookAt(config: Verifying) {
  const gap = sql`(array[${sql.raw(GAPS_MS.join(', '))}])[least(looks + 1, ${sql.raw(`${GAPS_MS.length}`)})]`
  return sql`least(${NOW} + ${gap} * interval '1 millisecond', ${lastLookAt(config)})`
}

function idsOf(items: Due[]): string[] {
  return items.map(({ recordingId }) => recordingId)
}

/** The room all of them are from: its list is shorter. */
function roomOf([first, ...others]: Due[]): string | undefined {
  const isOne = others.every(({ roomName }) => roomName === first?.roomName)
  return isOne ? (first?.roomName ?? undefined) : undefined
}
