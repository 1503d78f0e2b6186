import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { changeRecordings, type ListData, listRecordingsKey } from './queries.ts'
import { refreshRows, startOver } from './refresh.ts'

const query = {}
const id = (name: string) => `00000000-0000-4000-8000-${name.charCodeAt(0).toString().padStart(12, '0')}`
const recording = (name: string) => ({
  recordingId: id(name),
  roomSessionId: 's',
  roomName: '/r',
  filename: name,
  startDate: '2026-01-01T00:00:00Z',
  endDate: null,
  sizeInMegaBytes: 1,
})
const page = (names: string, cursor: string | null) => ({ results: [...names].map(recording), cursor })

/** The console, as far as the list is concerned: cursor → page. */
let answers: Record<string, unknown>
let asked: string[]

beforeEach(() => {
  asked = []
  vi.stubGlobal('fetch', async (path: string) => {
    const cursor = new URL(path, 'http://console').searchParams.get('cursor') ?? ''
    asked.push(cursor)
    const answer = answers[cursor]
    return answer
      ? Response.json(answer)
      : Response.json(
          { type: '', title: '', status: 410, detail: '', code: 'cursor_expired', requestId: 'r' },
          { status: 410 },
        )
  })
})
afterEach(() => vi.unstubAllGlobals())

function loaded(): QueryClient {
  const client = new QueryClient()
  const old = (names: string, cursor: string | null) => ({ ...page(names, cursor), checkedAt: 0 })
  client.setQueryData<ListData>(listRecordingsKey(query), {
    pages: [old('abc', '1'), old('def', '2'), old('ghi', '3')],
    pageParams: [undefined, '1', '2'],
  })
  return client
}
const data = (client: QueryClient) => client.getQueryData<ListData>(listRecordingsKey(query))
const names = (client: QueryClient) => data(client)?.pages.map((each) => each.results.map((r) => r.filename).join(''))

test('a refresh asks for the first page and what is on screen, nothing else', async () => {
  answers = { '': page('xab', '1x'), '2': page('gik', '3x') }
  const client = loaded()
  await refreshRows(client, query, [2])
  expect(asked.toSorted()).toEqual(['', '2'])
  expect(names(client)).toEqual(['xabc', 'def', 'gik'])
  expect(data(client)?.pages.map((each) => each.checkedAt > 0)).toEqual([true, false, true])
})

test('a list that has moved away is cut where it no longer joins', async () => {
  answers = { '': page('wxy', 'new') }
  const client = loaded()
  await refreshRows(client, query, [0])
  expect(names(client)).toEqual(['wxy'])
  expect(data(client)?.pageParams).toEqual([undefined])
})

test('a refused cursor starts over quietly, as far as the list was loaded', async () => {
  answers = { '': page('abcd', 'n1'), n1: page('efgh', 'n2'), n2: page('ijkl', 'n3') }
  const client = loaded()
  await refreshRows(client, query, [1])
  expect(names(client)).toEqual(['abcd', 'efgh', 'ijkl'])
})

test('a refresh that fails leaves every row where it was', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('away')
  })
  const client = loaded()
  await expect(refreshRows(client, query, [0])).rejects.toMatchObject({ kind: 'offline' })
  expect(names(client)).toEqual(['abc', 'def', 'ghi'])
})

test('starting over ends where the list ends', async () => {
  answers = { '': page('ab', null) }
  const client = loaded()
  await startOver(client, query)
  expect(names(client)).toEqual(['ab'])
})

test('changing recordings leaves pages alone that nothing happened to', () => {
  const client = loaded()
  const before = data(client)?.pages
  changeRecordings(client, (each) => (each.filename === 'e' ? null : each))
  const after = data(client)?.pages
  expect(names(client)).toEqual(['abc', 'df', 'ghi'])
  expect([after?.[0] === before?.[0], after?.[2] === before?.[2]]).toEqual([true, true])
  changeRecordings(client, (each) => each)
  expect(data(client)?.pages).toBe(after)
})
