import pg from 'pg'
import { PlainError } from './plain-error.ts'

/** Any number will do, as long as every `start` asks for the same. */
const OWNER_LOCK = 7_301_985

interface Address {
  host: string
  user: string
  password: string
  database: string
}

/**
 * One owner per embedded database, by a lock that PostgreSQL itself holds for a session: it ends with the process,
 * however that ends, so a server left behind by a killed `start` is free to be adopted.
 */
export async function becomeOwner(address: Address, dataDir: string): Promise<{ release(): Promise<void> }> {
  const client = new pg.Client({ ...address, database: 'postgres', application_name: `reeldesk start ${process.pid}` })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    throw new PlainError(
      `The database in ${dataDir} cannot be opened: ${error instanceof Error ? error.message : error}`,
    )
  }
  const { rows } = await client.query('select pg_try_advisory_lock($1) as locked', [OWNER_LOCK])
  if (!rows[0].locked) {
    const holder = await holderOf(client)
    await client.end()
    throw new PlainError(
      `${holder} already uses the data in ${dataDir}. Stop it, or set DATA_DIR to another folder (and PORT to another port).`,
    )
  }
  const existing = await client.query('select 1 from pg_database where datname = $1', [address.database])
  if (existing.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(address.database)}`)
  return { release: () => client.end() }
}

async function holderOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query(
    `select application_name as name from pg_stat_activity join pg_locks using (pid)
     where locktype = 'advisory' and objid = $1 and granted`,
    [OWNER_LOCK],
  )
  const pid = /(\d+)$/.exec(rows[0]?.name ?? '')?.[1]
  return pid ? `Process ${pid}` : 'Another process'
}
