import type { Deletion } from '@reeldesk/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordingOf } from '../src/upstream/scripted-server.ts'
import { type Bff, killAll, startReady, verifyTrail } from './bff.ts'
import { freshDatabase, type TestDatabase } from './postgres.ts'
import { type Call, startVendor, type Vendor } from './stepwise-vendor.ts'

/** Two consoles share one database: what one begins, either may go on with, and nothing is done twice. */

let database: TestDatabase
let vendor: Vendor

beforeEach(async () => {
  database = await freshDatabase()
  vendor = await startVendor(Array.from({ length: 600 }, (_, index) => recordingOf(index + 1)))
})

afterEach(async () => {
  await killAll()
  await vendor.close()
  await database.drop()
})

const idsOf = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => recordingOf(from + index).recordingId)

const startTwo = (env: Record<string, string> = {}) => {
  const settings = { databaseUrl: database.url, vendorUrl: vendor.url, env }
  return Promise.all([
    startReady({ ...settings, env: { ...env, WHEREBY_API_KEY: 'key-of-the-one' } }),
    startReady({ ...settings, env: { ...env, WHEREBY_API_KEY: 'key-of-the-other' } }),
  ])
}

async function requestDeletion(bff: Bff, recordingIds: string[]): Promise<Deletion> {
  const { status, body } = await bff.send('POST', '/api/recordings/bulk-delete', { recordingIds })
  expect(status).toBe(202)
  return body
}

const isDelete = ({ operation }: Call) => operation === 'delete' || operation === 'bulk-delete'
const idsDeleted = () => vendor.heard.filter(isDelete).flatMap((call) => call.recordingIds)
const totalsOf = async (bff: Bff, { deletionId }: Deletion) =>
  (await bff.get<Deletion>(`/api/deletions/${deletionId}`)).body.totals

test('each id goes out once, whoever was asked and whoever sends it', async () => {
  const [one, other] = await startTwo()
  const deletions = await Promise.all([
    requestDeletion(one, idsOf(1, 150)),
    requestDeletion(other, idsOf(151, 150)),
    requestDeletion(one, idsOf(301, 1)),
    requestDeletion(other, idsOf(302, 1)),
  ])
  for (const [index, deletion] of deletions.entries()) {
    const reader = index % 2 === 0 ? other : one
    await expect
      .poll(() => totalsOf(reader, deletion), { timeout: 25_000 })
      .toMatchObject({ waiting: 0, sent: 0, gone: index < 2 ? 150 : 1 })
  }
  expect(idsDeleted().sort()).toEqual(idsOf(1, 302).sort())
  expect(await verifyTrail({ databaseUrl: database.url })).toMatchObject({ code: 0 })
})

test('one that is killed in the middle hands its work to the other, within seconds', async () => {
  const reached = new Promise<Call>((resolve) => {
    vendor.before = async (call) => {
      if (!isDelete(call) || idsDeleted().length <= 200) return undefined
      resolve(call)
      return new Promise<undefined>(() => {})
    }
  })
  const [one, other] = await startTwo()
  const deletion = await requestDeletion(one, idsOf(1, 500))
  const { key } = await reached
  const [worker, survivor] = key.endsWith('key-of-the-one') ? [one, other] : [other, one]
  vendor.before = async () => undefined
  const killedAt = Date.now()
  await worker.kill()
  await expect.poll(async () => (await totalsOf(survivor, deletion)).waiting, { timeout: 10_000 }).toBe(0)
  expect(Date.now() - killedAt).toBeLessThan(10_000)
  await expect.poll(async () => (await totalsOf(survivor, deletion)).gone, { timeout: 25_000 }).toBe(500)
  expect(new Set(idsDeleted())).toEqual(new Set(idsOf(1, 500)))
  expect(await verifyTrail({ databaseUrl: database.url })).toMatchObject({ code: 0 })
})

test('undo at one while the other sends: what was undone was not sent, what was sent is not called undone', async () => {
  const [one, other] = await startTwo({ DELETE_GRACE_SECONDS: '1' })
  const deletion = await requestDeletion(one, idsOf(1, 400))
  await expect.poll(() => idsDeleted().length, { interval: 2, timeout: 15_000 }).toBeGreaterThan(0)
  const undo = await other.send('POST', `/api/deletions/${deletion.deletionId}/undo`)
  await expect
    .poll(async () => (await totalsOf(one, deletion)).waiting + (await totalsOf(one, deletion)).sent, {
      timeout: 25_000,
    })
    .toBe(0)
  const totals = await totalsOf(one, deletion)
  expect(totals.gone + totals.undone).toBe(400)
  expect(totals.gone).toBe(new Set(idsDeleted()).size)
  expect(undo.status).toBe(totals.undone > 0 ? 200 : 409)
})

test('two people who delete the same recordings both get the truth', async () => {
  const [one, other] = await startTwo()
  const [first, second] = await Promise.all([requestDeletion(one, idsOf(1, 20)), requestDeletion(other, idsOf(11, 20))])
  await expect.poll(async () => (await totalsOf(one, first)).gone, { timeout: 25_000 }).toBe(20)
  await expect.poll(async () => (await totalsOf(one, second)).gone, { timeout: 25_000 }).toBe(20)
  expect(vendor.recordings.size).toBe(570)
})

/** Loaded before the program: every clock it can read is a minute ahead. */
const A_MINUTE_AHEAD = `data:text/javascript,${encodeURIComponent(
  'const now=Date.now;globalThis.Date=class extends Date{constructor(...a){a.length?super(...a):super(now()+6e4)}static now(){return now()+6e4}}',
)}`

test('a process whose clock is a minute ahead neither shortens the undo window nor speaks of other times', async () => {
  const settings = { databaseUrl: database.url, vendorUrl: vendor.url }
  const env = { DELETE_GRACE_SECONDS: '3' }
  const ahead = await startReady({ ...settings, env: { ...env, NODE_OPTIONS: `--import=${A_MINUTE_AHEAD}` } })
  const askedAt = Date.now()
  const deletion = await requestDeletion(ahead, idsOf(1, 2))
  expect(Date.parse(deletion.executeAt) - askedAt).toBeLessThan(10_000)
  await expect.poll(() => idsDeleted().length, { timeout: 15_000 }).toBe(2)
  expect(Date.now() - askedAt).toBeGreaterThanOrEqual(2_900)
  await expect.poll(async () => (await totalsOf(ahead, deletion)).gone, { timeout: 15_000 }).toBe(2)
})
