import { asc, eq, gt } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { Config } from '../config.ts'
import type { Database } from '../store/database.ts'
import * as schema from '../store/schema.ts'
import { auditEvents, auditHead, auditKeys } from '../store/schema.ts'
import { isUnavailable } from '../store/unavailable.ts'
import { type ChainKey, chainKey, GENESIS, hashOf, sealOf } from './chain.ts'
import { sealedOf } from './trail.ts'

const ROWS_AT_A_TIME = 2000

/** What a check of the whole chain found. `sequence` is that of the first bad entry. */
export type Verdict =
  | { kind: 'holds'; sequence: number; hash: string }
  | { kind: 'broken'; sequence: number; why: string }

/**
 * Walks the chain from its first entry to its end mark and past it. The mark is read first and no lock is held, so that
 * entries written meanwhile are checked like all others.
 */
export async function verifyChain(db: Database, keys: ChainKey[]): Promise<Verdict> {
  const keyOf = new Map(keys.map((key) => [key.keyId, key]))
  const [head] = await db.select().from(auditHead).where(eq(auditHead.one, 1))
  const bent = head && isBent(head, keyOf)
  let sequence = 0
  let hash = GENESIS
  const broken = (why: string): Verdict => ({ kind: 'broken', sequence, why })
  for (let rows = await rowsAfter(db, 0); rows.length > 0; rows = await rowsAfter(db, sequence)) {
    for (const { hash: kept, ...row } of rows) {
      sequence += 1
      if (row.sequence !== sequence) return broken('is missing')
      const key = keyOf.get(row.keyId)
      if (key === undefined) return broken(`is signed with a key (${row.keyId}) that is not at hand`)
      if (hashOf(key, sealedOf(row)) !== kept) return broken('was changed after it was written')
      if (row.previousHash !== hash) return broken('does not follow from the entry before it')
      if (sequence === head?.sequence && kept !== head.hash && !bent) return broken('is not the one the end mark names')
      hash = kept
    }
  }
  if (bent) return { kind: 'broken', sequence, why: 'is the last, and its end mark was changed' }
  return flawOfEnd(head, sequence) ?? { kind: 'holds', sequence, hash }
}

type Head = typeof auditHead.$inferSelect

function isBent(head: Head, keyOf: Map<string, ChainKey>): boolean {
  const key = keyOf.get(head.keyId)
  return key === undefined || head.seal !== sealOf(key, head)
}

/** Cut off at its end, a chain still follows from entry to entry: only the mark knows how long it was. */
function flawOfEnd(head: Head | undefined, last: number): Verdict | undefined {
  if (head === undefined)
    return last === 0 ? undefined : { kind: 'broken', sequence: last, why: 'is the last, and its end mark is missing' }
  if (head.sequence <= last) return undefined
  return { kind: 'broken', sequence: last + 1, why: `is missing, and so is every one up to ${head.sequence}` }
}

function rowsAfter(db: Database, sequence: number) {
  const { sequence: column } = auditEvents
  return db.select().from(auditEvents).where(gt(column, sequence)).orderBy(asc(column)).limit(ROWS_AT_A_TIME)
}

/**
 * `--verify-trail [--expect SEQUENCE:HASH]`: exit code 0 when the trail holds, 1 when it does not, 2 when it could not be read.
 * `--expect` holds the trail against an end noted elsewhere earlier, which catches a trail that was put back whole.
 */
export async function verifyTrail(config: Config, args: string[]): Promise<number> {
  const pool = new pg.Pool({ connectionString: config.databaseUrl, max: 1, connectionTimeoutMillis: 5_000 })
  const db = drizzle(pool, { schema })
  try {
    const kept = await db.select().from(auditKeys)
    const secrets = [...(config.auditKey === null ? [] : [config.auditKey]), ...kept.map(({ key }) => key)]
    const verdict = await verifyChain(db, secrets.map(chainKey))
    if (verdict.kind === 'broken') return say(1, `The trail is broken: entry ${verdict.sequence} ${verdict.why}.`)
    const [sequence, hash] = (args[0] === '--expect' ? (args[1] ?? '') : '').split(':')
    if (sequence && !(await holdsAt(db, Number(sequence), hash ?? '')))
      return say(1, `The trail is broken: entry ${sequence} is not the one it was.`)
    return say(0, `The trail holds: ${verdict.sequence} entries, end ${verdict.sequence}:${verdict.hash}`)
  } catch (error) {
    if (isUnavailable(error)) return say(2, 'The database cannot be reached, so the trail was not checked.')
    throw error
  } finally {
    await pool.end()
  }
}

async function holdsAt(db: Database, sequence: number, hash: string): Promise<boolean> {
  const [row] = await db.select().from(auditEvents).where(eq(auditEvents.sequence, sequence))
  return row?.hash === hash
}

function say(exitCode: number, sentence: string): number {
  process.stdout.write(`${sentence}\n`)
  return exitCode
}
