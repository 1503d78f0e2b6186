import type { Problem, RecordingsPage } from '@reeldesk/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openSandboxedHouse, type SandboxedHouse } from './sandboxed-house.ts'

let sandboxed: SandboxedHouse

beforeAll(async () => {
  sandboxed = await openSandboxedHouse()
})
afterAll(() => sandboxed.close())
beforeEach(() => sandboxed.reopen())

const get: SandboxedHouse['get'] = (path, headers) => sandboxed.get(path, headers)

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
    await sandboxed.sandbox.fail('listRecordings', failure)
    const answer = await get<Problem>('/api/recordings')
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(JSON.stringify([answer.body, [...answer.headers]])).not.toContain(sandboxed.sandbox.key)
    expect(answer.headers.get('location')).toBeNull()
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  })

  test.each(['everything', 'msLeft', 'retry-after', 'reset'])(
    '429 that says its wait by %s is passed on with it',
    async (says) => {
      await sandboxed.sandbox.fail('listRecordings', { kind: 'throttle', says, ms: 30_000 })
      const answer = await get<Problem>('/api/recordings')
      expect([answer.status, answer.body.code]).toEqual([429, 'upstream_rate_limited'])
      expect(answer.body.retryAfterMs).toBeGreaterThan(28_000)
      expect(answer.body.retryAfterMs).toBeLessThanOrEqual(31_000)
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(28)
    },
  )

  test('a page that lost a field it must have is not shown in part', async () => {
    await sandboxed.sandbox.fail('listRecordings', { kind: 'without-field', field: 'filename' })
    expect((await get<Problem>('/api/recordings')).body.code).toBe('upstream_invalid')
  })

  test('a recording that lost its room, or its end, is shown without', async () => {
    await sandboxed.sandbox.fail('listRecordings', { kind: 'without-field', field: 'roomName' })
    const { body } = await get<RecordingsPage>('/api/recordings?limit=5')
    expect(body.results.map(({ roomName }) => roomName)).toEqual([null, null, null, null, null])
  })

  test('a list that goes round ends, a list that repeats itself says each recording once', async () => {
    const { body: first } = await get<RecordingsPage>('/api/recordings?limit=5')
    await sandboxed.sandbox.fail('listRecordings', { kind: 'same-cursor' })
    expect((await get<RecordingsPage>(`/api/recordings?limit=5&cursor=${first.cursor}`)).body.cursor).toBeNull()
    await sandboxed.sandbox.fail('listRecordings', { kind: 'duplicate-ids' })
    const { body } = await get<RecordingsPage>('/api/recordings?limit=6')
    const ids = body.results.map(({ recordingId }) => recordingId)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('a cursor that upstream does not know any more says to start over', async () => {
    const answer = await get<Problem>('/api/recordings?cursor=long-forgotten')
    expect([answer.status, answer.body.code]).toEqual([410, 'cursor_expired'])
  })

  test('one failure is lived through unseen', async () => {
    await sandboxed.sandbox.fail('listRecordings', { kind: 'status', status: 503 }, 1)
    expect((await get('/api/recordings')).status).toBe(200)
  })

  test('three seconds of latency and fifty people: everyone gets their page', async () => {
    await sandboxed.sandbox.fail('listRecordings', { kind: 'slow', ms: 3_000 })
    const startedAt = Date.now()
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, person) => get(`/api/recordings?limit=${person + 1}`)),
    )
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(Date.now() - startedAt).toBeLessThan(9_000)
  })

  test('while upstream hangs with fifty people before it, health answers at once', async () => {
    await sandboxed.sandbox.fail('any', { kind: 'hang-before-headers' })
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
