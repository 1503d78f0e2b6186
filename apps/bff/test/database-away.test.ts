import type { Deletion, Problem } from '@reeldesk/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordingOf } from '../src/upstream/scripted-server.ts'
import { killAll, startBff, startReady } from './bff.ts'
import { freshDatabase, type TestDatabase } from './postgres.ts'
import { type Call, startVendor, type Vendor } from './stepwise-vendor.ts'

/** Without its memory the console reads, and reveals and deletes nothing. */

let database: TestDatabase
let vendor: Vendor
const RECORDING = recordingOf(1).recordingId
const settings = () => ({ databaseUrl: database.url, vendorUrl: vendor.url })

beforeEach(async () => {
  database = await freshDatabase()
  vendor = await startVendor([1, 2, 3, 4].map(recordingOf))
})

afterEach(async () => {
  await killAll()
  await vendor.close()
  await database.drop()
})

const isSensitive = ({ operation }: Call) => operation !== 'list' && operation !== 'get'

test('away: reading goes on, deleting and linking answer 503 and upstream hears nothing', async () => {
  const bff = await startReady(settings())
  await database.goAway()
  const attempts = await Promise.all([
    bff.send<Problem>('DELETE', `/api/recordings/${RECORDING}`),
    bff.send<Problem>('POST', '/api/recordings/bulk-delete', { recordingIds: [RECORDING] }),
    bff.send<Problem>('POST', '/api/recordings/export', { recordingIds: [RECORDING] }),
    bff.link(RECORDING),
  ])
  for (const { status, body } of attempts)
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'store_unavailable' })
  expect((await bff.get('/api/recordings?limit=5')).status).toBe(200)
  expect((await bff.get(`/api/recordings/${RECORDING}`)).status).toBe(200)
  expect((await bff.get('/healthz')).status).toBe(200)
  expect(vendor.heard.filter(isSensitive)).toEqual([])

  await database.comeBack()
  await expect
    .poll(async () => (await bff.send('DELETE', `/api/recordings/${RECORDING}`)).status, { timeout: 15_000 })
    .toBe(202)
})

test('away before the start: the console starts, reads, and deletes once the database is there', async () => {
  await database.goAway()
  const bff = await startBff(settings())
  expect((await bff.get('/api/recordings')).status).toBe(200)
  expect((await bff.send('DELETE', `/api/recordings/${RECORDING}`)).status).toBe(503)
  expect((await bff.get('/readyz')).status).toBe(503)
  await database.comeBack()
  await expect.poll(async () => (await bff.get('/readyz')).status, { timeout: 15_000 }).toBe(200)
  expect((await bff.send('DELETE', `/api/recordings/${RECORDING}`)).status).toBe(202)
  await expect.poll(() => vendor.recordings.has(RECORDING), { timeout: 15_000 }).toBe(false)
})

test('away while a deletion is under way: it goes on when the database is back, and sends nothing it has no record of', async () => {
  let isAway: Promise<void> | undefined
  vendor.after = async (call) => {
    if (!isSensitive(call)) return
    isAway ??= database.goAway()
    await isAway
  }
  const bff = await startReady(settings())
  const recordingIds = [...vendor.recordings.keys()]
  const { body: deletion } = await bff.send('POST', '/api/recordings/bulk-delete', { recordingIds })
  await expect.poll(() => isAway !== undefined, { timeout: 15_000 }).toBe(true)
  expect((await bff.get('/healthz')).status).toBe(200)
  await database.comeBack()
  await expect
    .poll(async () => (await bff.get<Deletion>(`/api/deletions/${deletion.deletionId}`)).body.totals?.gone, {
      timeout: 25_000,
    })
    .toBe(4)
})

test('a full disk is a database that is away: 503, and upstream hears nothing', async () => {
  const bff = await startReady(settings())
  await database.query(`
    create function no_space() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
    create trigger full_disk before insert on audit_events execute function no_space()`)
  const attempts = [await bff.send<Problem>('DELETE', `/api/recordings/${RECORDING}`), await bff.link(RECORDING)]
  for (const { status, body } of attempts)
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'store_unavailable' })
  expect((await bff.get('/api/recordings')).status).toBe(200)
  expect(vendor.heard.filter(isSensitive)).toEqual([])
})
