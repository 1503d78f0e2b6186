import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Logger } from 'pino'
import { problemOf } from '../problem.ts'
import type { AuditEntry, Clock, RequestContext, Trail } from '../services.ts'
import type { Database, Store, Transaction } from '../store/database.ts'
import { auditEvents, auditHead, auditKeys } from '../store/schema.ts'
import { type ChainKey, chainKey, GENESIS, hashOf, sealOf } from './chain.ts'
import { listEvents, streamEvents } from './reading.ts'
import { storable } from './storable.ts'

/** Rows per INSERT: PostgreSQL takes 65,535 parameters at most. */
const ROWS_PER_INSERT = 1000

/** The one row of `audit_keys`. */
export const KEY_IN_DATABASE = 'first'

interface Waiting {
  entries: AuditEntry[]
  resolve: (sequences: number[]) => void
  reject: (error: unknown) => void
}

/** The trail: gap-free and chained under the lock of one row, committed in groups so that many writers share one sync to disk. */
export function createTrail({
  store,
  clock,
  auditKey,
  log,
}: {
  store: Store
  clock: Clock
  auditKey: string | null
  log: Logger
}): Trail {
  let key: Promise<ChainKey> | undefined
  const waiting: Waiting[] = []
  let isWriting = false

  function currentKey(): Promise<ChainKey> {
    key ??= (auditKey === null ? store.run((db) => keyInDatabase(db, log)) : Promise.resolve(chainKey(auditKey))).catch(
      (error) => {
        key = undefined
        throw error
      },
    )
    return key
  }

  // Looked for before anybody writes: a transaction that has to wait for it would hold a connection meanwhile.
  void store
    .whenReady()
    .then(currentKey, () => undefined)
    .catch(() => undefined)

  async function write(transaction: Transaction, entries: AuditEntry[]): Promise<number[]> {
    const chain = await currentKey()
    const head = await lockHead(transaction, chain)
    let { sequence, hash } = head
    const at = new Date(clock())
    const rows = entries.map((entry) => {
      sequence += 1
      const row = rowOf(entry, { sequence, at, keyId: chain.keyId, previousHash: hash })
      hash = hashOf(chain, sealedOf(row))
      return { ...row, hash }
    })
    for (let start = 0; start < rows.length; start += ROWS_PER_INSERT)
      await transaction.insert(auditEvents).values(rows.slice(start, start + ROWS_PER_INSERT))
    await transaction
      .update(auditHead)
      .set({ sequence, hash, keyId: chain.keyId, seal: sealOf(chain, { sequence, hash }) })
      .where(eq(auditHead.one, 1))
    return rows.map((row) => row.sequence)
  }

  async function writeWaiting(): Promise<void> {
    isWriting = true
    while (waiting.length > 0) {
      const group = waiting.splice(0)
      try {
        const sequences = await store.transaction((transaction) =>
          write(
            transaction,
            group.flatMap(({ entries }) => entries),
          ),
        )
        for (const { entries, resolve } of group) resolve(sequences.splice(0, entries.length))
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    isWriting = false
  }

  function append(entries: AuditEntry[]): Promise<number[]> {
    return new Promise((resolve, reject) => {
      waiting.push({ entries, resolve, reject })
      if (!isWriting) void writeWaiting()
    })
  }

  return {
    append,
    appendWithin: (transaction, entries) => (entries.length === 0 ? Promise.resolve([]) : write(transaction, entries)),
    async act(context, intent, act) {
      const entry = { ...personOf(context), ...intent }
      const [intentSequence] = await append([{ ...entry, outcome: 'intended' }])
      const outcome = { ...entry, ...(intentSequence !== undefined && { intentSequence }) }
      let done: Awaited<ReturnType<typeof act>>
      try {
        done = await act()
      } catch (error) {
        const detail = { ...intent.detail, code: problemOf(error).code }
        await append([{ ...outcome, outcome: 'failed', detail }]).catch(() => log.error('an outcome could not be kept'))
        throw error
      }
      const detail = done.detail ?? intent.detail
      await append([{ ...outcome, outcome: 'succeeded', ...(detail && { detail }) }])
      return done.result
    },
    list: (query) => store.run((db) => listEvents(db, query)),
    stream: (query) => streamEvents(store, query),
  }
}

/** Who acts, for an entry of the trail. */
export function personOf({ caller, requestId }: RequestContext) {
  const { principal, role, mode, address } = caller
  return { actor: principal, role, mode, address, requestId }
}

type Row = Omit<typeof auditEvents.$inferInsert, 'hash'>

function rowOf(
  { actor, ...entry }: AuditEntry,
  link: { sequence: number; at: Date; keyId: string; previousHash: string },
): Row {
  return {
    ...link,
    action: entry.action,
    outcome: entry.outcome,
    iss: storable(actor.iss),
    sub: storable(actor.sub),
    name: storable(actor.name),
    email: storable(actor.email),
    role: entry.role,
    mode: entry.mode,
    address: entry.address,
    requestId: entry.requestId,
    recordingId: entry.recordingId ?? null,
    deletionId: entry.deletionId ?? null,
    intentSequence: entry.intentSequence ?? null,
    detail: storable(entry.detail ?? null),
  }
}

/** A row as its hash covers it, whether it is about to be written or was read again. */
export function sealedOf(row: Row) {
  return { ...row, at: row.at.toISOString() }
}

async function lockHead(transaction: Transaction, chain: ChainKey): Promise<{ sequence: number; hash: string }> {
  const locked = () => transaction.select().from(auditHead).where(eq(auditHead.one, 1)).for('update')
  const [head] = await locked()
  if (head) return head
  const first = { sequence: 0, hash: GENESIS }
  await transaction
    .insert(auditHead)
    .values({ ...first, keyId: chain.keyId, seal: sealOf(chain, first) })
    .onConflictDoNothing()
  return (await locked())[0] ?? first
}

/** The first process to need one makes it; all others, and all later starts, find it. */
async function keyInDatabase(db: Database, log: Logger): Promise<ChainKey> {
  log.warn('AUDIT_KEY is not set: the key of the trail is kept in the database, beside what it protects')
  await db
    .insert(auditKeys)
    .values({ keyId: KEY_IN_DATABASE, key: randomBytes(32).toString('hex') })
    .onConflictDoNothing()
  const [kept] = await db.select().from(auditKeys).where(eq(auditKeys.keyId, KEY_IN_DATABASE))
  if (kept === undefined) throw new Error('the key of the trail is not where it was put')
  return chainKey(kept.key)
}
