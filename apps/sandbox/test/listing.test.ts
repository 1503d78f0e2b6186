import { describe, expect, test } from 'vitest'
import { type Recording, runSandbox, traverse } from './running.ts'

const durationOf = ({ startDate, endDate }: Recording) =>
  endDate === null ? Number.NEGATIVE_INFINITY : Date.parse(endDate) - Date.parse(startDate)

/** Read off the answers alone: what a caller can see of each sort key. */
const keys = {
  roomName: (recording: Recording) => recording.roomName ?? '',
  startDate: (recording: Recording) => recording.startDate,
  duration: durationOf,
  sizeInMegaBytes: (recording: Recording) => recording.sizeInMegaBytes,
}
const FIELDS = ['roomName', 'startDate', 'duration', 'sizeInMegaBytes'] as const
type Field = (typeof FIELDS)[number]

function compare(field: Field, a: Recording, b: Recording): number {
  const [keyA, keyB] = [keys[field](a), keys[field](b)]
  if (keyA !== keyB) return keyA < keyB ? -1 : 1
  return a.recordingId < b.recordingId ? -1 : 1
}

const orders = FIELDS.flatMap((field) => [
  { field, direction: 'asc' },
  { field, direction: 'desc' },
])

describe.each(orders)('sorted by $field:$direction', ({ field, direction }) => {
  const sortBy = `${field}:${direction}`
  const sorted = (all: Recording[]) => {
    const ascending = all.toSorted((a, b) => compare(field, a, b))
    return (direction === 'asc' ? ascending : ascending.toReversed()).map(({ recordingId }) => recordingId)
  }

  test('every recording comes once, in order, ties by id', async () => {
    const sandbox = await runSandbox()
    const all = await traverse(sandbox, `sortBy=${sortBy}&limit=37`)
    expect(new Set(all.map(({ recordingId }) => recordingId)).size).toBe(400)
    expect(all.map(({ recordingId }) => recordingId)).toEqual(sorted(all))
  })

  test('deletions between pages neither skip nor repeat what remains', async () => {
    const sandbox = await runSandbox()
    const everything = await traverse(sandbox, `sortBy=${sortBy}&limit=100`)
    const doomed = new Set(everything.filter((_, index) => index % 3 === 0).map(({ recordingId }) => recordingId))
    const seen = await traverse(sandbox, `sortBy=${sortBy}&limit=20`, async (page) => {
      // Behind the cursor, under it, and ahead of it.
      const last = page.results.at(-1)
      const ahead = everything.findIndex(({ recordingId }) => recordingId === last?.recordingId) + 3
      const going = [last, page.results[0], everything[ahead]].filter((recording) => recording !== undefined)
      await Promise.all(
        going
          .filter(({ recordingId }) => doomed.has(recordingId))
          .map(({ recordingId }) => sandbox.remove(recordingId)),
      )
    })
    const ids = seen.map(({ recordingId }) => recordingId)
    expect(new Set(ids).size).toBe(ids.length)
    const survivors = everything.filter(({ recordingId }) => !doomed.has(recordingId))
    expect(survivors.every(({ recordingId }) => ids.includes(recordingId))).toBe(true)
  })
})

describe('the room filter', () => {
  test('matches exactly, with or without the leading slash, in any order and over pages', async () => {
    const sandbox = await runSandbox()
    const all = await traverse(sandbox, 'limit=100')
    const inRoom = all.filter(({ roomName }) => roomName === '/acme-dr-okafor').map(({ recordingId }) => recordingId)
    expect(inRoom.length).toBeGreaterThan(4)
    for (const roomName of ['acme-dr-okafor', '%2Facme-dr-okafor']) {
      const filtered = await traverse(sandbox, `roomName=${roomName}&limit=3`)
      expect(filtered.map(({ recordingId }) => recordingId)).toEqual(inRoom)
    }
  })

  test.each(['acme-dr', 'ACME-DR-OKAFOR', 'acme-dr-okafor ', '', '*'])('finds nothing for %j', async (roomName) => {
    const page = await (await runSandbox()).page(`?roomName=${encodeURIComponent(roomName)}`)
    expect(page).toEqual({ results: [], cursor: null })
  })

  test('does not find recordings that do not say their room', async () => {
    const sandbox = await runSandbox({ recordings: 2400 })
    const all = await traverse(sandbox, 'limit=100')
    const silent = all.filter(({ roomName }) => roomName === undefined)
    expect(silent.length).toBeGreaterThan(3)
    const room = silent[0]?.filename.replace(/-\d{4}-\d\d-\d\dT.*$/, '') ?? ''
    const found = await traverse(sandbox, `roomName=${room}&limit=100`)
    expect(found.map(({ recordingId }) => recordingId)).not.toContain(silent[0]?.recordingId)
  })
})

describe('limit', () => {
  test('is 50 unless given', async () => {
    expect((await (await runSandbox()).page()).results).toHaveLength(50)
  })

  test.each([1, 100])('may be %i', async (limit) => {
    expect((await (await runSandbox()).page(`?limit=${limit}`)).results).toHaveLength(limit)
  })

  test('a page that ends exactly at the last recording has no cursor', async () => {
    expect((await (await runSandbox({ recordings: 100 })).page('?limit=100')).cursor).toBeNull()
  })
})

test.each([
  'limit=0',
  'limit=101',
  'limit=ten',
  'limit=1.5',
  'limit=-1',
  'limit=',
  'limit=1e1',
  'sortBy=roomName',
  'sortBy=filename:asc',
  'sortBy=roomName:up',
  'sortBy=roomName:asc:desc',
  'sortBy=',
  'cursor=',
  'cursor=8f4031bfc7640c5f267b11b6fe0c2507',
  'cursor=..%2F..',
  'cursor=%00',
])('refuses %s with 400 and a sentence', async (query) => {
  const response = await (await runSandbox()).call(`/recordings?${query}`)
  expect(response.status).toBe(400)
  expect(await response.json()).toEqual({ error: expect.stringMatching(/limit|sortBy|cursor/) })
})

describe('a cursor', () => {
  test('belongs to its question: another order or room refuses it, another limit does not', async () => {
    const sandbox = await runSandbox()
    const { cursor } = await sandbox.page('?sortBy=duration:asc&limit=5')
    const statusFor = async (query: string) => (await sandbox.call(`/recordings?cursor=${cursor}&${query}`)).status
    expect(await statusFor('sortBy=duration:desc')).toBe(400)
    expect(await statusFor('sortBy=duration:asc&roomName=acme-dr-okafor')).toBe(400)
    expect(await statusFor('')).toBe(400)
    expect(await statusFor('sortBy=duration:asc&limit=9')).toBe(200)
  })

  test('looks like the document’s example', async () => {
    expect((await (await runSandbox()).page()).cursor).toMatch(/^[0-9a-f]{32}$/)
  })

  test('does not outlive its world', async () => {
    const { cursor } = await (await runSandbox({ seed: 1 })).page()
    const response = await (await runSandbox({ seed: 2 })).call(`/recordings?cursor=${cursor}`)
    expect(response.status).toBe(400)
  })
})

test('unknown parameters are ignored', async () => {
  expect((await (await runSandbox()).page('?order=asc&limit=2')).results).toHaveLength(2)
})
