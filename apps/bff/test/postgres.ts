import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

export interface TestDatabase {
  url: string
  /** Asks the server directly, past everything under test. */
  query(sql: string, values?: unknown[]): Promise<pg.QueryResult>
  /** Away: every connection is cut and no new one let in, until `back`. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
  drop(): Promise<void>
}

/** A database of the test's own, empty. */
export async function freshDatabase(): Promise<TestDatabase> {
  const server = inject('databaseUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  const url = server.replace(/\/[^/?]+(\?|$)/, `/${name}$1`)
  await onServer(server, `create database ${name}`)
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => undefined)
  return {
    url,
    query: (sql, values) => pool.query(sql, values),
    goAway: async () => {
      await onServer(server, `alter database ${name} with allow_connections false`)
      await onServer(server, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
    },
    comeBack: () => onServer(server, `alter database ${name} with allow_connections true`),
    drop: async () => {
      await pool.end()
      await onServer(server, `drop database ${name} with (force)`)
    },
  }
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
