import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { Pool } from 'pg'
import type * as schema from './schema.ts'

export type Database = NodePgDatabase<typeof schema>
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

/** Postgres, or the lack of it: the process starts and serves reads without it, and connects when it is there. */
export interface Store {
  pool: Pool
  db: Database
  /** True once migrations ran here or elsewhere and the last contact succeeded. */
  isReady(): boolean
  /** Translates "cannot be reached" into StoreUnavailable and leaves other errors alone. */
  run<T>(work: (db: Database) => Promise<T>): Promise<T>
  /** One transaction; StoreUnavailable when it could not be committed for lack of a server. */
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>
  close(): Promise<void>
}
