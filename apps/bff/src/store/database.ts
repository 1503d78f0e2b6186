import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import type { Logger } from 'pino'
import * as schema from './schema.ts'
import { isUnavailable, StoreUnavailable } from './unavailable.ts'

export type Database = NodePgDatabase<typeof schema>
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

/** Postgres, or the lack of it: the process starts and serves reads without it, and connects when it is there. */
export interface Store {
  pool: pg.Pool
  db: Database
  /** True once migrations ran here or elsewhere and the last contact succeeded. */
  isReady(): boolean
  /** Resolves when migrations have run; never when the store is closed before. */
  whenReady(): Promise<void>
  /** Translates "cannot be reached" into StoreUnavailable and leaves other errors alone. */
  run<T>(work: (db: Database) => Promise<T>): Promise<T>
  /** One transaction; StoreUnavailable when it could not be committed for lack of a server. */
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>
  /**
   * A session of its own beside the pool, for what lives as long as its session: LISTEN, advisory locks.
   * Ends with the store, or when the server goes away ('end' is emitted). Throws StoreUnavailable.
   */
  session(): Promise<pg.Client>
  /** Aborted when the store is closed: loops that reconnect end with it. */
  closing: AbortSignal
  close(): Promise<void>
}

/** Any number will do, as long as every process asks for the same: one migrates, the others wait and find it done. */
const MIGRATION_LOCK = 4_915_023

/** Beside the source while testing, beside the built file in production. */
const MIGRATIONS = ['./migrations', '../migrations', './store/migrations']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find(existsSync)

export function openStore({ databaseUrl, log }: { databaseUrl: string; log: Logger }): Store {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 10,
    // Also how long many at once may queue for a connection: a busy server is not one that is away.
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 8_000,
    query_timeout: 10_000,
    keepAlive: true,
    application_name: 'reeldesk',
  })
  // An 'error' without a listener ends the process: of idle connections, and of one in the middle of a transaction.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = drizzle(pool, { schema })
  let isMigrated = false
  let isReached = false
  const closing = new AbortController()
  const sessions = new Set<pg.Client>()
  let retry: NodeJS.Timeout | undefined
  let announceReady: () => void = () => undefined
  const ready = new Promise<void>((resolve) => {
    announceReady = resolve
  })

  async function connect(attempt: number): Promise<void> {
    try {
      await migrateOnce(pool)
      isMigrated = true
      isReached = true
      log.info('store ready')
      announceReady()
    } catch (error) {
      if (closing.signal.aborted) return
      if (attempt === 0 || !isUnavailable(error)) log.error({ err: error }, 'store not ready, trying again')
      retry = setTimeout(() => void connect(attempt + 1), Math.min(5_000, 250 * 2 ** attempt)).unref()
    }
  }
  void connect(0)

  async function watched<T>(work: () => Promise<T>): Promise<T> {
    if (!isMigrated) throw new StoreUnavailable()
    try {
      const result = await work()
      isReached = true
      return result
    } catch (error) {
      if (!isUnavailable(error)) throw error
      if (isReached) log.warn('store away')
      isReached = false
      throw new StoreUnavailable()
    }
  }

  return {
    pool,
    db,
    isReady: () => isMigrated && isReached,
    whenReady: () => ready,
    run: (work) => watched(() => work(db)),
    transaction: (work) => watched(() => transact(pool, work)),
    session: () =>
      watched(async () => {
        if (closing.signal.aborted) throw new StoreUnavailable()
        const client = new pg.Client({
          connectionString: databaseUrl,
          connectionTimeoutMillis: 2_000,
          query_timeout: 10_000,
          keepAlive: true,
          application_name: 'reeldesk session',
        })
        client.on('error', () => undefined)
        client.once('end', () => sessions.delete(client))
        await client.connect()
        sessions.add(client)
        return client
      }),
    closing: closing.signal,
    async close() {
      closing.abort()
      clearTimeout(retry)
      await Promise.all([pool.end(), ...[...sessions].map((session) => session.end())])
    },
  }
}

/**
 * drizzle 0.45 says BEGIN before its `try`: on a connection that died unnoticed it would never give the connection back,
 * and ten of those are all there are.
 */
async function transact<T>(pool: pg.Pool, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let isSpent = true
  try {
    const result = await drizzle(client, { schema }).transaction(work)
    isSpent = false
    return result
  } catch (error) {
    isSpent = isUnavailable(error)
    throw error
  } finally {
    client.release(isSpent)
  }
}

async function migrateOnce(pool: pg.Pool): Promise<void> {
  if (MIGRATIONS === undefined) throw new Error('the migrations are not where the program is')
  const client = await pool.connect()
  try {
    // Another process may be migrating for longer than an ordinary statement may take.
    await client.query('set statement_timeout = 0')
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS })
  } finally {
    // Closing the session gives the lock back and forgets the setting.
    client.release(true)
  }
}
