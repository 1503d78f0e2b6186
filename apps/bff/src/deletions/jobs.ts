import { setTimeout as pause } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import PgBoss from 'pg-boss'
import type { Logger } from 'pino'
import type { Store, Transaction } from '../store/database.ts'

const QUEUE = 'deletions'
const MAINTENANCE_MS = 120_000

/** A wake-up for one deletion. The truth is in our tables: one too many costs a look, one lost is found by the sweeper. */
export interface Job {
  id: string
  deletionId: string
}

/** pg-boss, which shares the wake-ups out among all replicas. */
export interface Jobs {
  /** Sent with the caller's transaction or not at all. */
  send(transaction: Transaction, deletionIds: string[], afterMs?: number): Promise<void>
  /** At most `limit` that are due, now this process's alone. */
  take(limit: number): Promise<Job[]>
  done(jobs: Job[]): Promise<void>
}

/**
 * pg-boss's own workers and supervisor are not used: they drop the promise that completes a job, and a database that is
 * away just then would end the process with an unhandled rejection.
 */
export function createJobs({ store, log }: { store: Store; log: Logger }): Jobs {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => onOwnConnection(store, text, values) },
    supervise: false,
    schedule: false,
  })
  boss.on('error', (error) => log.warn({ err: error }, 'jobs'))
  let isReady = false
  let maintainAt = Date.now() + MAINTENANCE_MS

  async function start(): Promise<void> {
    await store.whenReady()
    while (!store.closing.aborted && !isReady) {
      try {
        await boss.start()
        await boss.createQueue(QUEUE)
        isReady = true
      } catch (error) {
        log.warn({ err: error }, 'jobs not ready, trying again')
        await pause(1_000, undefined, { ref: false })
      }
    }
  }
  void start()

  return {
    async send(transaction, deletionIds, afterMs = 0) {
      if (!isReady || deletionIds.length === 0) return
      const startAfter = `${Math.max(0, Math.ceil(afterMs)) / 1000}`
      const db = { executeSql: (text: string, values: unknown[]) => transaction.execute(statement(text, values)) }
      await boss.insert(
        deletionIds.map((deletionId) => ({ name: QUEUE, data: { deletionId }, startAfter, retryLimit: 0 })),
        { db },
      )
    },
    async take(limit) {
      if (!isReady || limit < 1) return []
      if (Date.now() >= maintainAt) {
        maintainAt = Date.now() + MAINTENANCE_MS
        await boss.maintain()
      }
      const jobs = await boss.fetch<{ deletionId: string }>(QUEUE, { batchSize: limit })
      return jobs.map(({ id, data }) => ({ id, deletionId: data.deletionId }))
    },
    async done(jobs) {
      if (jobs.length === 0) return
      await boss.complete(
        QUEUE,
        jobs.map(({ id }) => id),
      )
    },
  }
}

/** pg-boss sends `BEGIN; …; COMMIT` as one text: a connection on which that failed is left in the middle, and not used again. */
function onOwnConnection(store: Store, text: string, values: unknown[] = []): Promise<{ rows: unknown[] }> {
  return store.run(async () => {
    const client = await store.pool.connect()
    let isSound = false
    try {
      const result = values.length === 0 ? await client.query(text) : await client.query(text, values)
      isSound = true
      return result
    } finally {
      client.release(!isSound)
    }
  })
}

/** Numbered parameters → drizzle's, so that pg-boss's statement runs in a transaction of ours. */
function statement(text: string, values: unknown[]): SQL {
  const parts = text.split(/\$(\d+)/)
  return sql.join(parts.map((part, at) => (at % 2 === 0 ? sql.raw(part) : sql.param(values[Number(part) - 1]))))
}
