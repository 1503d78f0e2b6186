import { expect, test } from 'vitest'
import type { ListQuery } from '../upstream/client.ts'
import { pageOf, type UpstreamPage } from '../upstream/page.ts'
import { recordingOf } from '../upstream/scripted-server.ts'
import { createFactsCache } from './facts-cache.ts'
import { createListCache } from './list-cache.ts'

/** A cache before an upstream that answers when the test says so, with the number of the call as cursor. */
function arrange() {
  const calls: { query: ListQuery; answer: () => void; fail: () => void }[] = []
  const world = { now: 0 }
  const facts = createFactsCache()
  const upstream = {
    listRecordings: (query: ListQuery) =>
      new Promise<UpstreamPage>((resolve, reject) => {
        const number = calls.length + 1
        calls.push({
          query,
          answer: () => resolve(pageOf({ results: [recordingOf(number)], cursor: String(number) })),
          fail: () => reject(new Error('away')),
        })
      }),
  }
  const pages = createListCache({ upstream, facts, clock: () => world.now })
  const read = async (query: ListQuery = {}) => {
    const { json } = await pages.read(query, { calls: 0, ms: 0 })
    return JSON.parse(json.toString()).cursor
  }
  return { calls, world, facts, pages, read }
}

test('identical reads in flight are one call; different ones are not', async () => {
  const { calls, read } = arrange()
  const reads = [read({ limit: 50 }), read({ limit: 50 }), read({ limit: 20 })]
  expect(calls.map(({ query }) => query.limit)).toEqual([50, 20])
  for (const { answer } of calls) answer()
  expect(await Promise.all(reads)).toEqual(['1', '1', '2'])
})

test('however many are in flight, identical ones are one call', async () => {
  const { calls, read } = arrange()
  const numbers = Array.from({ length: 100 }, (_, number) => number + 1)
  const reads = [...numbers, ...numbers].map((limit) => read({ limit }))
  expect(calls).toHaveLength(100)
  for (const { answer } of calls) answer()
  await Promise.all(reads)
  await read({ limit: 100 })
  expect(calls).toHaveLength(100)
})

test('a page that many share is kept beside many in flight', async () => {
  const { calls, read } = arrange()
  for (let limit = 1; limit <= 64; limit += 1) void read({ limit })
  const first = read({ limit: 100 })
  calls[64]?.answer()
  await first
  for (let time = 0; time < 10; time += 1) expect(await read({ limit: 100 })).toBe('65')
  void read({ limit: 90 })
  expect(await read({ limit: 100 })).toBe('65')
})

test('a page is kept for two seconds and not longer', async () => {
  const { calls, world, read } = arrange()
  const first = read()
  calls[0]?.answer()
  await first
  world.now = 1_999
  expect(await read()).toBe('1')
  world.now = 2_000
  const later = read()
  calls[1]?.answer()
  expect(await later).toBe('2')
})

test('after a change neither a kept page nor one being read is served to newcomers', async () => {
  const { calls, pages, read } = arrange()
  const before = read()
  pages.drop()
  const after = read()
  calls[0]?.answer()
  calls[1]?.answer()
  expect([await before, await after]).toEqual(['1', '2'])
  expect(await read()).toBe('2')
  pages.drop()
  const last = read()
  calls[2]?.answer()
  expect(await last).toBe('3')
})

test('a failure reaches all who waited and is kept for nobody', async () => {
  const { calls, read } = arrange()
  const reads = Promise.allSettled([read(), read()])
  calls[0]?.fail()
  expect((await reads).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  const again = read()
  calls[1]?.answer()
  expect(await again).toBe('2')
})

test('facts of what was listed are remembered', async () => {
  const { calls, facts, read } = arrange()
  const reading = read()
  calls[0]?.answer()
  await reading
  expect(facts.get(recordingOf(1).recordingId)).toEqual(recordingOf(1))
})
