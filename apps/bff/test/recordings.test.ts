import {
  type AccessLink,
  type Deletion,
  LINK_SECONDS,
  type Problem,
  type Recording,
  type RecordingsPage,
  SORT_ORDERS,
} from '@reeldesk/contract'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type House, openHouse } from './house.ts'
import { freshDatabase, type TestDatabase } from './postgres.ts'
import { type Sandbox, startSandbox } from './sandbox-process.ts'

const MARK = { 'X-Requested-By': 'reeldesk' }

let database: TestDatabase
let sandbox: Sandbox
let house: House

beforeAll(async () => {
  database = await freshDatabase()
  sandbox = await startSandbox({ SANDBOX_RECORDINGS: '400' })
})
afterAll(async () => {
  await sandbox.stop()
  await database.drop()
})
beforeEach(async () => {
  await sandbox.recover()
  house = openHouse({
    databaseUrl: database.url,
    vendorUrl: sandbox.url,
    env: { WHEREBY_API_KEY: sandbox.key },
  })
  await house.services.store.whenReady()
})
afterEach(() => house.close())

async function get<T>(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; body: T }> {
  const answer = await house.app.request(path, { headers })
  return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) }
}

const linkOf = (recordingId: string, query = '') =>
  get<AccessLink & Problem>(`/api/recordings/${recordingId}/access-link${query}`, MARK)

async function listAll(query: string): Promise<Recording[]> {
  const recordings: Recording[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: { body: RecordingsPage } = await get(
      `/api/recordings?limit=100${query}${cursor && `&cursor=${cursor}`}`,
    )
    recordings.push(...page.body.results)
    cursor = page.body.cursor
  }
  return recordings
}

describe('the list', () => {
  test.each(SORT_ORDERS)('by %s it is what upstream lists, in its order, each recording once', async (sortBy) => {
    const theirs: string[] = []
    let cursor: string | null = null
    do {
      const page: { results: Recording[]; cursor: string | null } = await sandbox.get(
        `/recordings?limit=100&sortBy=${sortBy}${cursor === null ? '' : `&cursor=${cursor}`}`,
      )
      theirs.push(...page.results.map(({ recordingId }) => recordingId))
      cursor = page.cursor
    } while (cursor !== null)
    const ours = await listAll(`&sortBy=${encodeURIComponent(sortBy)}`)
    expect(ours.map(({ recordingId }) => recordingId)).toEqual(theirs)
    expect(new Set(theirs).size).toBe(400)
  })

  test('every recording of the world is read, its members always there', async () => {
    for (const recording of await listAll('')) {
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
    const rooms = new Set((await listAll('&roomName=%2Facme-dr-okafor')).map(({ roomName }) => roomName))
    expect([...rooms]).toEqual(['/acme-dr-okafor'])
    expect(await listAll('&roomName=nobody-ever')).toEqual([])
  })

  test('is never stored by a browser, and never the page of the app', async () => {
    const { headers } = await get('/api/recordings')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-type')).toBe('application/json')
  })

  test('fifty people who ask for the same page are one call', async () => {
    await Promise.all(Array.from({ length: 50 }, () => get('/api/recordings?limit=10')))
    expect(await sandbox.heard()).toEqual(['listRecordings'])
  })

  test('shows what is being deleted as soon as it is asked for', async () => {
    const { body: before } = await get<RecordingsPage>('/api/recordings?limit=2')
    const [first] = before.results
    const answer = await house.app.request(`/api/recordings/${first?.recordingId}`, { method: 'DELETE', headers: MARK })
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

describe('an access link', () => {
  const someId = async (room = '/acme-dr-okafor') =>
    (await listAll(`&roomName=${encodeURIComponent(room)}`))[0]?.recordingId ?? ''
  const entries = async () =>
    (await database.query('select action, outcome, recording_id, detail from audit_events order by sequence')).rows

  test('plays, lives as long as asked, and its making is in the trail before and after, without the link', async () => {
    const recordingId = await someId()
    const { status, headers, body } = await linkOf(recordingId, '?validForSeconds=900&purpose=play')
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(Math.abs(body.expires - Date.now() - 900_000)).toBeLessThan(5_000)
    const bytes = await fetch(body.accessLink, { headers: { range: 'bytes=0-99' } })
    expect([bytes.status, (await bytes.arrayBuffer()).byteLength]).toEqual([206, 100])

    const trail = (await entries()).slice(-2)
    expect(trail).toMatchObject([
      { action: 'recording.played', outcome: 'intended', recording_id: recordingId, detail: { validForSeconds: 900 } },
      {
        action: 'recording.played',
        outcome: 'succeeded',
        recording_id: recordingId,
        detail: { expires: new Date(body.expires).toISOString() },
      },
    ])
    expect(JSON.stringify(await entries())).not.toContain(new URL(body.accessLink).search.slice(1))
  })

  test('for handing on is another action than one for playing', async () => {
    await linkOf(await someId())
    expect((await entries()).at(-1)).toMatchObject({
      action: 'recording.link.created',
      detail: { validForSeconds: LINK_SECONDS.default },
    })
  })

  test('to a recording kept in the customer’s own storage is not to be had, and the trail says it failed', async () => {
    const [room] = (await listAll('')).flatMap(({ roomName }) => (roomName?.startsWith('/hirewell') ? [roomName] : []))
    const { status, body } = await linkOf(await someId(room))
    expect([status, body.code]).toEqual([403, 'not_hosted'])
    expect((await entries()).at(-1)).toMatchObject({ outcome: 'failed' })
  })

  test('to a place that the settings do not name is not handed on', async () => {
    const recordingId = await someId()
    await sandbox.fail('createAccessLink', { kind: 'foreign-link' })
    const { status, body } = await linkOf(recordingId)
    expect([status, body.code]).toEqual([502, 'upstream_invalid'])
    expect(JSON.stringify(body)).not.toContain('media.example.com')
  })

  test('may not outlive what the role allows', async () => {
    const recordingId = await someId()
    await house.close()
    house = openHouse({
      databaseUrl: database.url,
      vendorUrl: sandbox.url,
      env: { WHEREBY_API_KEY: sandbox.key, LINK_MAX_SECONDS_ADMIN: '600' },
    })
    await house.services.store.whenReady()
    const over = await linkOf(recordingId, '?validForSeconds=601')
    expect([over.status, over.body.code]).toEqual([403, 'forbidden'])
    const unsaid = await linkOf(recordingId)
    expect(unsaid.status).toBe(200)
    expect(unsaid.body.expires - Date.now()).toBeLessThanOrEqual(600_000)
    for (const seconds of ['0', '43201', '1.5', '60;x']) {
      const refused = await linkOf(recordingId, `?validForSeconds=${encodeURIComponent(seconds)}`)
      expect([refused.status, refused.body.code]).toEqual([400, 'invalid_request'])
    }
  })

  test('needs no more than the rate allows a person', async () => {
    const recordingId = await someId()
    await house.close()
    house = openHouse({
      databaseUrl: database.url,
      vendorUrl: sandbox.url,
      env: { WHEREBY_API_KEY: sandbox.key, LINKS_PER_MINUTE: '2' },
    })
    await house.services.store.whenReady()
    const answers = [
      await linkOf(recordingId),
      await linkOf(recordingId),
      await linkOf(recordingId),
      await linkOf(recordingId),
    ]
    expect(answers.map(({ status }) => status)).toContain(429)
    expect(answers.at(-1)?.body).toMatchObject({ code: 'rate_limited', retryAfterMs: expect.any(Number) })
  })
})

describe('when upstream fails, people are told what, and nothing of what it said', () => {
  test.each([
    [{ kind: 'status', status: 401 }, 502, 'upstream_refused_key'],
    [{ kind: 'status', status: 403 }, 502, 'upstream_refused_key'],
    [{ kind: 'status', status: 418 }, 502, 'upstream_rejected'],
    [{ kind: 'status', status: 500 }, 503, 'upstream_unavailable'],
    [{ kind: 'status', status: 504 }, 503, 'upstream_unavailable'],
    [{ kind: 'reset' }, 503, 'upstream_unavailable'],
    [{ kind: 'cut-body' }, 503, 'upstream_unavailable'],
    [{ kind: 'html' }, 502, 'upstream_invalid'],
    [{ kind: 'html', status: 502 }, 503, 'upstream_unavailable'],
    [{ kind: 'bad-json' }, 502, 'upstream_invalid'],
    [{ kind: 'wrong-types' }, 502, 'upstream_invalid'],
    [{ kind: 'redirect' }, 502, 'upstream_invalid'],
    [{ kind: 'huge-body', megaBytes: 20 }, 502, 'upstream_invalid'],
  ])('%j', async (failure, status, code) => {
    await sandbox.fail('listRecordings', failure)
    const answer = await get<Problem>('/api/recordings')
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(JSON.stringify([answer.body, [...answer.headers]])).not.toContain(sandbox.key)
    expect(answer.headers.get('location')).toBeNull()
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  })

  test.each(['everything', 'msLeft', 'retry-after', 'reset'])(
    '429 that says its wait by %s is passed on with it',
    async (says) => {
      await sandbox.fail('listRecordings', { kind: 'throttle', says, ms: 30_000 })
      const answer = await get<Problem>('/api/recordings')
      expect([answer.status, answer.body.code]).toEqual([429, 'upstream_rate_limited'])
      expect(answer.body.retryAfterMs).toBeGreaterThan(28_000)
      expect(answer.body.retryAfterMs).toBeLessThanOrEqual(31_000)
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(28)
    },
  )

  test('a page that lost a field it must have is not shown in part', async () => {
    await sandbox.fail('listRecordings', { kind: 'without-field', field: 'filename' })
    expect((await get<Problem>('/api/recordings')).body.code).toBe('upstream_invalid')
  })

  test('a recording that lost its room, or its end, is shown without', async () => {
    await sandbox.fail('listRecordings', { kind: 'without-field', field: 'roomName' })
    const { body } = await get<RecordingsPage>('/api/recordings?limit=5')
    expect(body.results.map(({ roomName }) => roomName)).toEqual([null, null, null, null, null])
  })

  test('a list that goes round ends, a list that repeats itself says each recording once', async () => {
    const { body: first } = await get<RecordingsPage>('/api/recordings?limit=5')
    await sandbox.fail('listRecordings', { kind: 'same-cursor' })
    expect((await get<RecordingsPage>(`/api/recordings?limit=5&cursor=${first.cursor}`)).body.cursor).toBeNull()
    await sandbox.fail('listRecordings', { kind: 'duplicate-ids' })
    const { body } = await get<RecordingsPage>('/api/recordings?limit=6')
    const ids = body.results.map(({ recordingId }) => recordingId)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('a cursor that upstream does not know any more says to start over', async () => {
    const answer = await get<Problem>('/api/recordings?cursor=long-forgotten')
    expect([answer.status, answer.body.code]).toEqual([410, 'cursor_expired'])
  })

  test('one failure is lived through unseen', async () => {
    await sandbox.fail('listRecordings', { kind: 'status', status: 503 }, 1)
    expect((await get('/api/recordings')).status).toBe(200)
  })

  test('three seconds of latency and fifty people: everyone gets their page', async () => {
    await sandbox.fail('listRecordings', { kind: 'slow', ms: 3_000 })
    const startedAt = Date.now()
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, person) => get(`/api/recordings?limit=${person + 1}`)),
    )
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(Date.now() - startedAt).toBeLessThan(9_000)
  })

  test('while upstream hangs with fifty people before it, health answers at once', async () => {
    await sandbox.fail('any', { kind: 'hang-before-headers' })
    const people = Promise.all(
      Array.from({ length: 50 }, (_, person) => get<Problem>(`/api/recordings?limit=${person + 1}`)),
    )
    const startedAt = Date.now()
    expect((await get('/healthz')).status).toBe(200)
    expect(Date.now() - startedAt).toBeLessThan(200)
    const answers = await people
    expect(answers.map(({ status }) => status)).toSatisfy((statuses: number[]) =>
      statuses.every((status) => status === 503 || status === 504),
    )
    expect(Date.now() - startedAt).toBeLessThan(12_000)
    expect((await get<{ upstream: string }>('/readyz')).body.upstream).not.toBe('closed')
  })
})
