import type { Deletion } from '@reeldesk/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordingOf } from '../src/upstream/scripted-server.ts'
import { killAll, startReady } from './bff.ts'
import { freshDatabase, type TestDatabase } from './postgres.ts'
import { startVendor, type Vendor } from './stepwise-vendor.ts'

let database: TestDatabase
let vendor: Vendor

beforeEach(async () => {
  database = await freshDatabase()
  vendor = await startVendor(Array.from({ length: 10_000 }, (_, index) => recordingOf(index + 1)))
})

afterEach(async () => {
  await killAll()
  await vendor.close()
  await database.drop()
})

test('10,000 ids: accepted in under 2 s, sent in chunks of at most 100, progress seen on the way, under 300 MB', async () => {
  const bff = await startReady({ databaseUrl: database.url, vendorUrl: vendor.url })
  const recordingIds = [...vendor.recordings.keys()]
  const askedAt = performance.now()
  const { status, body: deletion } = await bff.send('POST', '/api/recordings/bulk-delete', { recordingIds })
  expect(status).toBe(202)
  expect(performance.now() - askedAt).toBeLessThan(2_000)
  expect(deletion.totals.waiting).toBe(10_000)

  const seen = new Set<number>()
  let mostMegabytes = 0
  await expect
    .poll(
      async () => {
        mostMegabytes = Math.max(mostMegabytes, await bff.residentMegabytes())
        const { totals } = (await bff.get<Deletion>(`/api/deletions/${deletion.deletionId}`)).body
        seen.add(totals.waiting)
        expect(Object.values(totals).reduce((sum, count) => sum + count)).toBe(10_000)
        return totals.waiting
      },
      { timeout: 90_000, interval: 200 },
    )
    .toBe(0)
  const chunks = vendor.heard.filter(({ operation }) => operation === 'bulk-delete')
  expect(chunks.every((chunk) => chunk.recordingIds.length <= 100)).toBe(true)
  expect(chunks.flatMap((chunk) => chunk.recordingIds).sort()).toEqual(recordingIds.sort())
  expect(seen.size).toBeGreaterThan(5)
  expect(mostMegabytes).toBeLessThan(300)
}, 120_000)
