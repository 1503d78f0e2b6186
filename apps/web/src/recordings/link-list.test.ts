import { expect, test } from 'vitest'
import { type Bearing, type LinkList, makeLinks } from './link-list.ts'

type Failure = 'gone' | 'too-fast' | 'offline'
const BEARING: Record<Failure, Bearing> = {
  gone: { kind: 'this-one' },
  'too-fast': { kind: 'wait', ms: 3_000 },
  offline: { kind: 'all' },
}
const wanted = ['a', 'b', 'c'].map((recordingId) => ({ recordingId, filename: `${recordingId}.mp4` }))

/** Answers each id with its script, in order; then with a link. */
function maker(script: Record<string, Failure[]> = {}) {
  const asked: string[] = []
  const waited: number[] = []
  const seen: LinkList<Failure>[] = []
  const controller = new AbortController()
  const makes = {
    ask: async (recordingId: string) => {
      asked.push(recordingId)
      const failure = script[recordingId]?.shift()
      if (failure) throw failure
      return { url: `https://media/${recordingId}`, expiresAt: 9_000 }
    },
    failureOf: (error: unknown) => error as Failure,
    bearingOf: (failure: Failure) => BEARING[failure],
    now: () => 1_000,
    wait: async (ms: number) => void waited.push(ms),
    onChange: (list: LinkList<Failure>) => void seen.push(list),
  }
  const last = () => seen.at(-1)
  return { asked, waited, seen, controller, makes, last }
}

test('makes every link once, in order, and says how far it is', async () => {
  const { makes, controller, asked, last, seen } = maker()
  await makeLinks(wanted, undefined, controller.signal, makes)
  expect(asked).toEqual(['a', 'b', 'c'])
  expect(last()).toMatchObject({ total: 3, phase: { kind: 'finished' } })
  expect(last()?.made.map(({ url }) => url)).toEqual(['https://media/a', 'https://media/b', 'https://media/c'])
  expect(seen.map(({ made }) => made.length)).toContain(2)
})

test('names what failed and goes on with the rest', async () => {
  const { makes, controller, last } = maker({ b: ['gone'] })
  await makeLinks(wanted, undefined, controller.signal, makes)
  expect(last()?.missed).toEqual([{ recordingId: 'b', filename: 'b.mp4', failure: 'gone' }])
  expect(last()?.made.map(({ recordingId }) => recordingId)).toEqual(['a', 'c'])
})

test('waits a rate limit out and asks for the same one again', async () => {
  const { makes, controller, last, asked, waited, seen } = maker({ b: ['too-fast', 'too-fast'] })
  await makeLinks(wanted, undefined, controller.signal, makes)
  expect(waited).toEqual([3_000, 3_000])
  expect(asked).toEqual(['a', 'b', 'b', 'b', 'c'])
  expect(seen.some(({ phase }) => phase.kind === 'waiting' && phase.until === 4_000)).toBe(true)
  expect(last()).toMatchObject({ missed: [], phase: { kind: 'finished' } })
})

test('stops at what the next would meet too, and goes on from there without making a link twice', async () => {
  const { makes, controller, last, asked } = maker({ b: ['offline'] })
  await makeLinks(wanted, undefined, controller.signal, makes)
  expect(last()?.phase).toEqual({ kind: 'interrupted', failure: 'offline' })
  await makeLinks(wanted, last(), controller.signal, makes)
  expect(asked).toEqual(['a', 'b', 'b', 'c'])
  expect(last()).toMatchObject({ phase: { kind: 'finished' }, missed: [] })
})

test('once stopped it asks for nothing more and keeps what it has', async () => {
  const { makes, controller, last, asked } = maker()
  const ask = async (recordingId: string) => {
    if (recordingId === 'b') {
      controller.abort()
      throw 'offline'
    }
    return makes.ask(recordingId)
  }
  await makeLinks(wanted, undefined, controller.signal, { ...makes, ask })
  expect(asked).toEqual(['a'])
  expect(last()).toMatchObject({ phase: { kind: 'stopped' }, missed: [] })
  expect(last()?.made).toHaveLength(1)
})
