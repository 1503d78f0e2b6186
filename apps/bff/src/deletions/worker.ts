import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Services } from '../services.ts'
import { deletions } from '../store/schema.ts'
import { StoreUnavailable } from '../store/unavailable.ts'
import { advance } from './advance.ts'
import { createExclusive } from './exclusive.ts'
import { createJobs, type Job } from './jobs.ts'
import { NOW, type Step } from './transitions.ts'

const TICK_MS = 500
/** Deletions that one process works on at the same time. */
const AT_ONCE = 4
/** After this long a deletion makes room for others, and comes back. */
const SLICE_MS = 20_000
/** A deletion that is still due this long after it was handed out is handed out again: whoever had it may be dead. */
const HANDED_OUT = sql`interval '2 seconds'`
/** An upstream call under way has ended by then; one that waits for points is given up, unheard. */
const STOP_MS = 11_000

/** Hands due deletions to pg-boss, takes some back from it, and moves them on, until stopped. */
export function startDeletionWorker(services: Step['services'] & Pick<Services, 'log'>): { stop(): Promise<void> } {
  const { store, clock, log } = services
  const jobs = createJobs(services)
  const exclusive = createExclusive(store)
  const running = new Set<Promise<void>>()
  const stopping = new AbortController()
  const givingUp = new AbortController()

  /** What is due is the truth; a job only wakes somebody up. One statement decides which process sends it. */
  function handOut(): Promise<void> {
    return store.transaction(async (transaction) => {
      const due = await transaction
        .update(deletions)
        .set({ handedOutAt: NOW })
        .where(
          sql`due_at <= ${NOW} and (handed_out_at is null or handed_out_at < greatest(due_at, ${NOW} - ${HANDED_OUT}))`,
        )
        .returning({ deletionId: deletions.deletionId })
      await jobs.send(
        transaction,
        due.map(({ deletionId }) => deletionId),
      )
    })
  }

  async function run(job: Job): Promise<void> {
    const until = clock() + SLICE_MS
    const { deletionId } = job
    try {
      await exclusive.hold(deletionId, (lost) =>
        advance(
          { services, deletionId, signal: givingUp.signal },
          () => stopping.signal.aborted || lost.aborted || clock() > until,
        ),
      )
      await jobs.done([job])
    } catch (error) {
      note(error)
    }
  }

  function note(error: unknown) {
    if (!(error instanceof StoreUnavailable)) log.error({ err: error }, 'deletion worker')
  }

  async function tick(): Promise<void> {
    await handOut()
    for (const job of await jobs.take(AT_ONCE - running.size)) {
      const work = run(job).finally(() => running.delete(work))
      running.add(work)
    }
  }

  async function work(): Promise<void> {
    await store.whenReady()
    while (!stopping.signal.aborted) {
      await tick().catch(note)
      await pause(TICK_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  const working = work()

  return {
    async stop() {
      stopping.abort()
      const limit = setTimeout(() => givingUp.abort(), STOP_MS)
      if (store.isReady()) await working
      await Promise.all(running)
      clearTimeout(limit)
    },
  }
}
