import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/postgres.ts'
import type { AuditEntry, RequestContext, Trail } from '../services.ts'
import { openStore, type Store } from '../store/database.ts'
import { StoreUnavailable } from '../store/unavailable.ts'
import { UpstreamError } from '../upstream/errors.ts'
import { chainKey } from './chain.ts'
import { createTrail } from './trail.ts'
import { verifyChain } from './verify.ts'

const KEY = 'a key of the trail for tests'
const RECORDING = 'a56f6ad7-37fe-4a37-9319-3174630ba57a'
const log = pino({ level: 'silent' })
const person = { iss: 'https://idp.example', sub: 'ada', name: 'Ada', email: 'ada@example.com' }
const context: RequestContext = {
  caller: { principal: person, role: 'manager', mode: 'proxy-jwt', address: '192.0.2.7' },
  requestId: 'request-1',
}

let database: TestDatabase
let store: Store
let trail: Trail

beforeEach(async () => {
  database = await freshDatabase()
  store = openStore({ databaseUrl: database.url, log })
  await store.whenReady()
  trail = createTrail({ store, clock: Date.now, auditKey: KEY, log })
})

afterEach(async () => {
  await store.close()
  await database.drop()
})

function entry(detail: Record<string, unknown> = {}): AuditEntry {
  const { principal: actor, role, mode, address } = context.caller
  return { action: 'recording.played', outcome: 'succeeded', actor, role, mode, address, requestId: 'r', detail }
}

const verify = (secret = KEY) => verifyChain(store.db, [chainKey(secret)])
const entries = (count: number) => trail.append(Array.from({ length: count }, (_, index) => entry({ index })))

/** What somebody with the database's own password could do. */
const tamper = (sql: string) =>
  database.query(`set session_replication_role = replica; ${sql}; set session_replication_role = origin`)

describe('writing', () => {
  test('sequences start at 1 and have no gap, whoever writes', async () => {
    expect(await entries(3)).toEqual([1, 2, 3])
    const others = await Promise.all(Array.from({ length: 50 }, () => trail.append([entry()])))
    expect(others.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 4))
    expect(await verify()).toMatchObject({ kind: 'holds', sequence: 53 })
  })

  test('10,000 entries from two writers at once leave no gap, and the chain holds', async () => {
    const otherStore = openStore({ databaseUrl: database.url, log })
    await otherStore.whenReady()
    const other = createTrail({ store: otherStore, clock: Date.now, auditKey: KEY, log })
    const writes = Array.from({ length: 10_000 }, (_, index) => (index % 2 ? trail : other).append([entry({ index })]))
    const sequences = (await Promise.all(writes)).flat()
    await otherStore.close()
    expect(new Set(sequences).size).toBe(10_000)
    expect(await verify()).toMatchObject({ kind: 'holds', sequence: 10_000 })
  })

  test('an intent is there before the act, its outcome after it, and names it', async () => {
    let seenDuringAct: unknown
    await trail.act(context, { action: 'recording.link.created', recordingId: RECORDING }, async () => {
      seenDuringAct = (await trail.list({ limit: 10 })).results.map(({ outcome }) => outcome)
      return { result: undefined, detail: { expires: '2026-01-01T00:00:00.000Z' } }
    })
    expect(seenDuringAct).toEqual(['intended'])
    expect((await trail.list({ limit: 10 })).results).toMatchObject([
      { sequence: 2, outcome: 'succeeded', intentSequence: 1, actor: person, role: 'manager', address: '192.0.2.7' },
      { sequence: 1, outcome: 'intended', recordingId: RECORDING, requestId: 'request-1' },
    ])
  })

  test('an act that fails is recorded as failed with its code, and fails on', async () => {
    const gone = new UpstreamError({ kind: 'gone' })
    const act = trail.act(context, { action: 'recording.played', recordingId: RECORDING }, () => Promise.reject(gone))
    await expect(act).rejects.toBe(gone)
    const [outcome] = (await trail.list({ limit: 1 })).results
    expect(outcome).toMatchObject({ outcome: 'failed', detail: { code: 'recording_gone' } })
  })

  test('without the database nothing is acted on', async () => {
    await database.goAway()
    let acted = false
    const act = trail.act(context, { action: 'recording.played' }, async () => {
      acted = true
      return { result: undefined }
    })
    await expect(act).rejects.toBeInstanceOf(StoreUnavailable)
    expect(acted).toBe(false)
  })

  test('a name that PostgreSQL cannot keep does not keep the event out', async () => {
    await trail.append([entry({ filename: 'a\u0000b\uD800c', nested: ['\u0000'] })])
    expect((await trail.list({ limit: 1 })).results[0]?.detail).toEqual({
      filename: 'a\uFFFDb\uFFFDc',
      nested: ['\uFFFD'],
    })
    expect(await verify()).toMatchObject({ kind: 'holds' })
  })

  test.each(['update audit_events set name = null', 'delete from audit_events', 'truncate audit_events'])(
    'the database refuses: %s',
    async (sql) => {
      await entries(2)
      await expect(database.query(sql)).rejects.toThrow('append-only')
    },
  )
})

describe('verifying', () => {
  beforeEach(async () => {
    await entries(9)
  })

  test.each([
    ['edited', `update audit_events set email = 'eve@example.com' where sequence = 4`, 4, 'was changed'],
    [
      'edited inside its detail',
      `update audit_events set detail = '{"index": 7}' where sequence = 4`,
      4,
      'was changed',
    ],
    ['removed', 'delete from audit_events where sequence = 4', 4, 'is missing'],
    [
      'swapped with the next',
      'update audit_events set sequence = 100 where sequence = 4; update audit_events set sequence = 4 where sequence = 5; update audit_events set sequence = 5 where sequence = 100',
      4,
      'was changed',
    ],
    ['the last', 'delete from audit_events where sequence = 9', 9, 'is missing'],
    ['the first of those cut off', 'delete from audit_events where sequence > 3', 4, 'and so is every one up to 9'],
    ['the first of all', 'truncate audit_events', 1, 'and so is every one up to 9'],
    ['behind a bent end mark', 'update audit_head set sequence = 8', 9, 'end mark was changed'],
  ])('the first bad entry is named: %s', async (_what, sql, sequence, why) => {
    expect(await verify()).toMatchObject({ kind: 'holds', sequence: 9 })
    await tamper(sql)
    expect(await verify()).toMatchObject({ kind: 'broken', sequence, why: expect.stringContaining(why) })
  })

  test('a chain signed with another key does not pass', async () => {
    expect(await verify('another key')).toMatchObject({ kind: 'broken', sequence: 1 })
  })
})

describe('reading', () => {
  test('pages from newest to oldest without gap or repeat', async () => {
    await entries(7)
    const seen: number[] = []
    let cursor: string | null | undefined
    do {
      const page = await trail.list({ limit: 3, ...(cursor && { cursor }) })
      seen.push(...page.results.map(({ sequence }) => sequence))
      cursor = page.cursor
    } while (cursor)
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1])
  })

  test('filters by person, action, recording and time', async () => {
    const early = createTrail({ store, clock: () => Date.parse('2026-01-01T12:00:00Z'), auditKey: KEY, log })
    await early.append([{ ...entry(), actor: { ...person, sub: 'bob', name: '100% Bob', email: null } }])
    await trail.append([{ ...entry(), action: 'recording.link.created', recordingId: RECORDING }])
    const sequences = async (query: Parameters<Trail['stream']>[0]) =>
      (await trail.list({ ...query, limit: 10 })).results.map(({ sequence }) => sequence)
    expect(await sequences({ actor: '100% b' })).toEqual([1])
    expect(await sequences({ actor: '%' })).toEqual([1])
    expect(await sequences({ actor: 'ADA@' })).toEqual([2])
    expect(await sequences({ action: 'recording.link.created' })).toEqual([2])
    expect(await sequences({ recordingId: RECORDING })).toEqual([2])
    expect(await sequences({ to: '2026-02-01' })).toEqual([1])
    expect(await sequences({ from: '2026-02-01' })).toEqual([2])
  })
})
