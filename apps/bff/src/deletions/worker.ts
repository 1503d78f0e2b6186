import { setMaxListeners } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Services } from '../services.ts'
import { deletions } from '../store/schema.ts'
import { StoreUnavailable } from '../store/unavailable.ts'
import { advance } from './advance.ts'
import { createExclusive } from './exclusive.ts'
import { createJobs, type Job } from './jobs.ts'
import { NOW, PACE, type Step } from './transitions.ts'

/** Deletions that one process works on at the same time. */
const AT_ONCE = 4
/** After this long a deletion makes room for others, and comes back. */
const SLICE_MS = 5_000
/** A deletion that is still due this long after it was handed out is handed out again: whoever had it may be dead. */
const HANDED_OUT = sql`interval '1 second'`
/** An upstream call under way has ended by then; one that waits for points is given up, unheard. */
const STOP_MS = 11_000

/** Hands due deletions to pg-boss, takes some back from it, and moves them on, until stopped. */
export function startDeletionWorker(
  services: Step['services'] & Pick<Services, 'log'>,
  pace = PACE,
): { stop(): Promise<void> } {
  const { store, clock, log } = services
  const jobs = createJobs(services)
  const exclusive = createExclusive(store)
  const running = new Set<Promise<void>>()
  const stopping = new AbortController()
  const givingUp = new AbortController()
  // Every upstream call of a group listens to it, and that is no leak.
  setMaxListeners(0, givingUp.signal)

  /**
   * What is due is the truth; a job only wakes somebody up. One statement decides which process sends it, and none sends
   * more than it has room for: jobs that nobody takes would keep later deletions waiting behind them.
   */
  function handOut(room: number): Promise<void> {
    const due = sql`select deletion_id from deletions
      where due_at <= ${NOW} and (handed_out_at is null or handed_out_at < greatest(due_at, ${NOW} - ${HANDED_OUT}))
      order by handed_out_at nulls first, due_at limit ${room} for update skip locked`
    return store.transaction(async (transaction) => {
      const handedOut = await transaction
        .update(deletions)
        .set({ handedOutAt: NOW })
        .where(sql`deletion_id in (${due})`)
        .returning({ deletionId: deletions.deletionId })
      await jobs.send(
        transaction,
        handedOut.map(({ deletionId }) => deletionId),
      )
    })
  }

  async function run(job: Job): Promise<void> {
    const until = clock() + SLICE_MS
    const { deletionId } = job
    try {
      await exclusive.hold(deletionId, (lost) =>
        advance(
          { services, pace, deletionId, signal: givingUp.signal },
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

  /** Resolves to how many were taken on. */
  async function takeOn(room: number): Promise<number> {
    await handOut(room)
    const taken = await jobs.take(room)
    for (const job of taken) {
      const work = run(job).finally(() => running.delete(work))
      running.add(work)
    }
    return taken.length
  }

  async function work(): Promise<void> {
    await store.whenReady()
    while (!stopping.signal.aborted) {
      const taken = await takeOn(AT_ONCE - running.size).catch(note)
      if (running.size === AT_ONCE) await Promise.race(running)
      else if (!taken) await pause(pace.tickMs, undefined, { signal: stopping.signal }).catch(() => undefined)
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
