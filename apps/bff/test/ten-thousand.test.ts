import type { Deletion } from '@reeldesk/contract'
import { test } from 'vitest'
import { openWorld } from './world.ts'

test('10,000 ids: accepted in under 2 s, sent in chunks of at most 100, progress seen on the way, under 300 MB', async (context) => {
  const { expect } = context
  const world = await openWorld(context, { recordings: 10_000 })
  const bff = await world.start()
  const recordingIds = [...world.vendor.recordings.keys()]
  const askedAt = performance.now()
  const deletion = await world.requestDeletion(bff, recordingIds)
  expect(performance.now() - askedAt).toBeLessThan(2_000)
  expect(deletion.totals.waiting).toBe(10_000)

  const seen = new Set<number>()
  let mostMegabytes = 0
  await expect
    .poll(
      async () => {
        mostMegabytes = Math.max(mostMegabytes, await bff.residentMegabytes())
        const { body } = await bff.get<{ results: Deletion[] }>('/api/deletions')
        const totals = body.results[0]?.totals ?? expect.unreachable('no deletion')
        seen.add(totals.waiting)
        expect(Object.values(totals).reduce((sum, count) => sum + count)).toBe(10_000)
        return totals.waiting
      },
      { timeout: 90_000, interval: 100 },
    )
    .toBe(0)
  const chunks = world.deletesHeard()
  expect(chunks.every((chunk) => chunk.recordingIds.length <= 100)).toBe(true)
  expect(world.idsHeard().sort()).toEqual(recordingIds.sort())
  expect(seen.size).toBeGreaterThan(10)
  expect(mostMegabytes).toBeLessThan(300)
}, 120_000)
