import { type Deletion, type Problem, type Recording, type RecordingsPage, SORT_ORDERS } from '@reeldesk/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openSandboxedHouse, type SandboxedHouse } from './sandboxed-house.ts'

const MARK = { 'X-Requested-By': 'reeldesk' }

let sandboxed: SandboxedHouse

beforeAll(async () => {
  sandboxed = await openSandboxedHouse()
})
afterAll(() => sandboxed.close())
beforeEach(() => sandboxed.reopen())

const get: SandboxedHouse['get'] = (path, headers) => sandboxed.get(path, headers)

describe('the list', () => {
  test.each(SORT_ORDERS)('by %s it is what upstream lists, in its order, each recording once', async (sortBy) => {
    const theirs: string[] = []
    let cursor: string | null = null
    do {
      const page: { results: Recording[]; cursor: string | null } = await sandboxed.sandbox.get(
        `/recordings?limit=100&sortBy=${sortBy}${cursor === null ? '' : `&cursor=${cursor}`}`,
      )
      theirs.push(...page.results.map(({ recordingId }) => recordingId))
      cursor = page.cursor
    } while (cursor !== null)
    const ours = await sandboxed.listAll(`&sortBy=${encodeURIComponent(sortBy)}`)
    expect(ours.map(({ recordingId }) => recordingId)).toEqual(theirs)
    expect(new Set(theirs).size).toBe(400)
  })

  test('every recording of the world is read, its members always there', async () => {
    for (const recording of await sandboxed.listAll('')) {
      expect(Object.keys(recording).sort()).toEqual([
        'endDate',
        'filename',
        'recordingId',
        'roomName',
        'roomSessionId',
        'sizeInMegaBytes',
        'startDate',
      ])
    }
  })

  test('of one room, with or without its slash', async () => {
    const rooms = new Set((await sandboxed.listAll('&roomName=%2Facme-dr-okafor')).map(({ roomName }) => roomName))
    expect([...rooms]).toEqual(['/acme-dr-okafor'])
    expect(await sandboxed.listAll('&roomName=nobody-ever')).toEqual([])
  })

  test('is never stored by a browser, and never the page of the app', async () => {
    const { headers } = await get('/api/recordings')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-type')).toBe('application/json')
  })

  test('fifty people who ask for the same page are one call', async () => {
    await Promise.all(Array.from({ length: 50 }, () => get('/api/recordings?limit=10')))
    expect(await sandboxed.sandbox.heard()).toEqual(['listRecordings'])
  })

  test('fifty people who ask for the same recording are one call, and the next person another', async () => {
    const [recording] = (await get<RecordingsPage>('/api/recordings?limit=1')).body.results
    const path = `/api/recordings/${recording?.recordingId}`
    await Promise.all(Array.from({ length: 50 }, () => get(path)))
    await get(path)
    expect(await sandboxed.sandbox.heard()).toEqual(['listRecordings', 'getRecording', 'getRecording'])
  })

  test('shows what is being deleted as soon as it is asked for', async () => {
    const { body: before } = await get<RecordingsPage>('/api/recordings?limit=2')
    const [first] = before.results
    const answer = await sandboxed
      .house()
      .app.request(`/api/recordings/${first?.recordingId}`, { method: 'DELETE', headers: MARK })
    expect(answer.status).toBe(202)
    const { deletionId }: Deletion = JSON.parse(await answer.text())
    await expect
      .poll(async () => (await get<RecordingsPage>('/api/recordings?limit=2')).body.results[0]?.deletion)
      .toMatchObject({ deletionId, state: 'waiting' })
    const one = await get<{ deletion?: unknown }>(`/api/recordings/${first?.recordingId}`)
    expect(one.body.deletion).toMatchObject({ deletionId })
    expect((await get<RecordingsPage>('/api/recordings?limit=2')).body.results[1]).toEqual(before.results[1])
  })
})

test('one recording is what the list says of it; one that is not there is gone', async () => {
  const { body } = await get<RecordingsPage>('/api/recordings?limit=1')
  const [recording] = body.results
  expect((await get(`/api/recordings/${recording?.recordingId}`)).body).toEqual(recording)
  const gone = await get<Problem>('/api/recordings/00000000-0000-4000-8000-000000000000')
  expect([gone.status, gone.body.code]).toEqual([404, 'recording_gone'])
  const none = await get<Problem>('/api/recordings/rooms')
  expect([none.status, none.body.code]).toEqual([400, 'invalid_request'])
})
