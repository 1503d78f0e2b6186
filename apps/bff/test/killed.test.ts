import type { Deletion } from '@reeldesk/contract'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordingOf } from '../src/upstream/scripted-server.ts'
import { type Bff, killAll, startReady, verifyTrail } from './bff.ts'
import { freshDatabase, type TestDatabase } from './postgres.ts'
import { type Call, startVendor, type Vendor } from './stepwise-vendor.ts'

/** The process is killed with -9 at a moment of the test's choice; the next one on the same database has to finish. */

let database: TestDatabase
let vendor: Vendor

beforeEach(async () => {
  database = await freshDatabase()
  vendor = await startVendor(Array.from({ length: 12 }, (_, index) => recordingOf(index + 1)))
})

afterEach(async () => {
  await killAll()
  await vendor.close()
  await database.drop()
})

const start = (env: Record<string, string> = {}) =>
  startReady({ databaseUrl: database.url, vendorUrl: vendor.url, env })

const THREE = [1, 2, 3].map((number) => recordingOf(number).recordingId)
const ONE = THREE.slice(0, 1)

async function requestDeletion(bff: Bff, recordingIds: string[]): Promise<Deletion> {
  const [recordingId] = recordingIds
  const { status, body } =
    recordingIds.length === 1
      ? await bff.send('DELETE', `/api/recordings/${recordingId}`)
      : await bff.send('POST', '/api/recordings/bulk-delete', { recordingIds })
  expect(status).toBe(202)
  return body
}

const isDelete = ({ operation }: Call) => operation === 'delete' || operation === 'bulk-delete'
const isRead = ({ operation }: Call) => operation === 'get' || operation === 'list'
const deletesHeard = () => vendor.heard.filter(isDelete)

async function totalsOf(bff: Bff, { deletionId }: Deletion) {
  return (await bff.get<Deletion>(`/api/deletions/${deletionId}`)).body.totals
}

/** The vendor gets as far as this with the first call that matches, and no further. */
function stuck(phase: 'before' | 'after', matches: (call: Call) => boolean): Promise<Call> {
  return new Promise((reached) => {
    const stop = (call: Call) => {
      if (!matches(call)) return Promise.resolve(undefined)
      reached(call)
      return new Promise<undefined>(() => {})
    }
    vendor[phase] = stop
  })
}

function unstick() {
  vendor.before = async () => undefined
  vendor.after = async () => {}
}

/** Locks the deletion when the vendor is about to answer, so that the outcome arrives and cannot be committed. */
async function answeredButNotCommitted(matches: (call: Call) => boolean): Promise<() => Promise<void>> {
  const blocker = new pg.Client({ connectionString: database.url })
  await blocker.connect()
  await blocker.query('begin')
  let isLocked = false
  vendor.after = async (call) => {
    if (isLocked || !matches(call)) return
    isLocked = true
    await blocker.query('select 1 from deletions for update')
  }
  await expect
    .poll(
      async () => (await database.query("select 1 from pg_stat_activity where wait_event_type = 'Lock'")).rowCount,
      {
        timeout: 15_000,
      },
    )
    .toBeGreaterThan(0)
  return () => blocker.end()
}

async function expectAllGone(deletion: Deletion, recordingIds: string[]): Promise<void> {
  const bff = await start()
  await expect
    .poll(() => totalsOf(bff, deletion), { timeout: 25_000 })
    .toEqual({ waiting: 0, sent: 0, gone: recordingIds.length, remaining: 0, failed: 0, undone: 0 })
  for (const recordingId of recordingIds) expect(vendor.recordings.has(recordingId)).toBe(false)
  expect(vendor.recordings.size).toBe(12 - recordingIds.length)
  expect(deletesHeard().flatMap((call) => call.recordingIds)).toEqual(expect.arrayContaining(recordingIds))
  const results = await trailOf(bff, deletion)
  for (const recordingId of recordingIds) {
    const actions = results.filter((event) => event.recordingId === recordingId || recordingIds.length === 1)
    expect(actions.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual(
      expect.arrayContaining(['recording.delete.sent intended', 'recording.deleted succeeded']),
    )
  }
  expect(await verifyTrail({ databaseUrl: database.url })).toMatchObject({ code: 0 })
}

async function trailOf(bff: Bff, { deletionId }: Deletion) {
  interface Page {
    results: { action: string; outcome: string; recordingId?: string; deletionId?: string }[]
  }
  const { body } = await bff.get<Page>('/api/audit?limit=100')
  return body.results.filter((event) => event.deletionId === deletionId)
}

describe.each([
  { what: 'one recording', recordingIds: ONE },
  { what: 'several recordings', recordingIds: THREE },
])('a deletion of $what ends truly although its process was killed', ({ recordingIds }) => {
  test('right after it was accepted', async () => {
    const bff = await start({ DELETE_GRACE_SECONDS: '1' })
    const deletion = await requestDeletion(bff, recordingIds)
    await bff.kill()
    expect(deletesHeard()).toEqual([])
    await expectAllGone(deletion, recordingIds)
  })

  test('while it asked for the facts of what it was to delete', async () => {
    const reached = stuck('before', isRead)
    const bff = await start()
    const deletion = await requestDeletion(bff, recordingIds)
    await reached
    await bff.kill()
    unstick()
    expect(deletesHeard()).toEqual([])
    await expectAllGone(deletion, recordingIds)
  })

  test('when upstream had heard it and done nothing yet', async () => {
    const reached = stuck('before', isDelete)
    const bff = await start()
    const deletion = await requestDeletion(bff, recordingIds)
    await reached
    await bff.kill()
    unstick()
    await expectAllGone(deletion, recordingIds)
  })

  test('when upstream had done it and not answered yet', async () => {
    const reached = stuck('after', isDelete)
    const bff = await start()
    const deletion = await requestDeletion(bff, recordingIds)
    await reached
    await bff.kill()
    unstick()
    await expectAllGone(deletion, recordingIds)
  })

  test('between upstream’s answer and its commit', async () => {
    const bff = await start()
    const deletion = await requestDeletion(bff, recordingIds)
    const unlock = await answeredButNotCommitted(isDelete)
    await bff.kill()
    unstick()
    await unlock()
    await expectAllGone(deletion, recordingIds)
  })

  test('right after it was committed as sent', async () => {
    vendor.before = async (call) => (isRead(call) && deletesHeard().length > 0 ? { status: 503 } : undefined)
    const bff = await start()
    const deletion = await requestDeletion(bff, recordingIds)
    await expect.poll(async () => (await totalsOf(bff, deletion)).sent, { timeout: 10_000 }).toBe(recordingIds.length)
    await bff.kill()
    unstick()
    await expectAllGone(deletion, recordingIds)
    expect(deletesHeard()).toHaveLength(1)
  })

  test('while it looked again', async () => {
    const reached = stuck('before', (call) => isRead(call) && deletesHeard().length > 0)
    const bff = await start()
    const deletion = await requestDeletion(bff, recordingIds)
    await reached
    await bff.kill()
    unstick()
    await expectAllGone(deletion, recordingIds)
    expect(deletesHeard()).toHaveLength(1)
  })

  test('between the answer to its last look and the commit', async () => {
    const bff = await start()
    const deletion = await requestDeletion(bff, recordingIds)
    const unlock = await answeredButNotCommitted((call) => isRead(call) && deletesHeard().length > 0)
    await bff.kill()
    unstick()
    await unlock()
    await expectAllGone(deletion, recordingIds)
    expect(deletesHeard()).toHaveLength(1)
  })
})

test('what was undone before the process was killed is never sent', async () => {
  const bff = await start({ DELETE_GRACE_SECONDS: '1' })
  const deletion = await requestDeletion(bff, THREE)
  const undone = await bff.send('POST', `/api/deletions/${deletion.deletionId}/undo`)
  await bff.kill()
  expect(undone.body.totals).toMatchObject({ undone: 3, waiting: 0 })

  const next = await start()
  const other = await requestDeletion(next, [recordingOf(9).recordingId])
  await expect.poll(async () => (await totalsOf(next, other)).gone, { timeout: 15_000 }).toBe(1)
  expect(await totalsOf(next, deletion)).toMatchObject({ undone: 3 })
  expect(deletesHeard().flatMap((call) => call.recordingIds)).toEqual([recordingOf(9).recordingId])
})

test('an undo that was not committed when the process was killed did not happen', async () => {
  const bff = await start({ DELETE_GRACE_SECONDS: '1' })
  const deletion = await requestDeletion(bff, THREE)
  const blocker = new pg.Client({ connectionString: database.url })
  await blocker.connect()
  await blocker.query('begin; select 1 from deletions for update')
  const undo = bff.send('POST', `/api/deletions/${deletion.deletionId}/undo`).catch(() => 'cut off')
  await expect
    .poll(async () => (await database.query("select 1 from pg_stat_activity where wait_event_type = 'Lock'")).rowCount)
    .toBeGreaterThan(0)
  await bff.kill()
  expect(await undo).toBe('cut off')
  await blocker.end()
  await expectAllGone(deletion, THREE)
})

test('whatever remains after the last look is said to remain, also by the next process', async () => {
  vendor.stubborn.add(recordingOf(2).recordingId)
  const bff = await start()
  const deletion = await requestDeletion(bff, THREE)
  await expect.poll(async () => (await totalsOf(bff, deletion)).sent, { timeout: 10_000 }).toBeGreaterThan(0)
  await bff.kill()
  const next = await start()
  await expect.poll(() => totalsOf(next, deletion), { timeout: 20_000 }).toMatchObject({ gone: 2, remaining: 1 })
})

test('asked to stop in the middle of sending, it commits the outcome, ends with 0 and leaves the rest to the next', async () => {
  const reached = new Promise<() => void>((resolve) => {
    vendor.after = (call) => (isDelete(call) ? new Promise((answer) => resolve(answer)) : Promise.resolve())
  })
  const bff = await start()
  const deletion = await requestDeletion(bff, THREE)
  const answer = await reached
  const stopped = bff.stop()
  await expect.poll(() => bff.lines.some((line) => line.includes('"stopping"')), { timeout: 5_000 }).toBe(true)
  answer()
  expect(await stopped).toBe(0)
  const { rows } = await database.query('select distinct state from deletion_items')
  expect(rows).toEqual([{ state: 'sent' }])
  unstick()
  await expectAllGone(deletion, THREE)
  expect(deletesHeard()).toHaveLength(1)
})
