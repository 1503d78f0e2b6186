import type { Deletion, Problem } from '@reeldesk/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type House, openHouse } from '../../test/house.ts'
import { freshDatabase, type TestDatabase } from '../../test/postgres.ts'
import { recordingOf } from '../upstream/scripted-server.ts'

let database: TestDatabase
let house: House

beforeEach(async () => {
  database = await freshDatabase()
  house = openHouse({ databaseUrl: database.url, env: { DELETE_GRACE_SECONDS: '60', DELETIONS_PER_MINUTE: '4' } })
  await house.services.store.whenReady()
})

afterEach(async () => {
  await house.close()
  await database.drop()
})

async function call<Body = Problem>(method: string, path: string, body?: string, headers: Record<string, string> = {}) {
  const response = await house.app.request(`http://127.0.0.1:4400${path}`, {
    method,
    headers: {
      'X-Requested-By': 'reeldesk',
      ...(body !== undefined && { 'Content-Type': 'application/json', 'Content-Length': `${body.length}` }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  })
  return { status: response.status, json: (await response.json()) as Body, headers: response.headers }
}

const request = (recordingIds: string[], headers: Record<string, string> = {}) =>
  call<Deletion & Problem>('POST', '/api/recordings/bulk-delete', JSON.stringify({ recordingIds }), headers)
const [ONE, TWO] = [recordingOf(1).recordingId, recordingOf(2).recordingId]

test('a deletion is accepted, read, listed and undone', async () => {
  const { status, json } = await request([ONE, TWO])
  expect(status).toBe(202)
  const path = `/api/deletions/${json.deletionId}`
  expect((await call<Deletion>('GET', path)).json.items).toHaveLength(2)
  const list = await call<{ results: Deletion[]; cursor: null }>('GET', '/api/deletions?limit=1')
  expect(list.json).toMatchObject({ results: [{ deletionId: json.deletionId }], cursor: null })
  expect(list.headers.get('cache-control')).toBe('no-store')
  expect((await call<Deletion>('POST', `${path}/undo`, '{}')).json.totals).toMatchObject({ undone: 2, waiting: 0 })
  expect(await call('POST', `${path}/retry`)).toMatchObject({ status: 409, json: { code: 'nothing_to_retry' } })
})

test('the same key brings the same deletion, and another body under it is refused', async () => {
  const first = await request([ONE], { 'Idempotency-Key': 'k-1' })
  const again = await request([ONE], { 'Idempotency-Key': 'k-1' })
  expect(again).toMatchObject({ status: 202, json: { deletionId: first.json.deletionId } })
  const other = await request([TWO], { 'Idempotency-Key': 'k-1' })
  expect(other).toMatchObject({ status: 422, json: { code: 'idempotency_conflict' } })
})

test('a request that says more or other than it may is refused', async () => {
  const refused: [method: string, path: string, body?: string][] = [
    ['GET', '/api/deletions?limit=0'],
    ['GET', '/api/deletions?limit=101'],
    ['GET', '/api/deletions?limit=1&limit=2'],
    ['GET', '/api/deletions?cursor='],
    ['GET', '/api/deletions?cursor=elsewhere'],
    ['GET', '/api/deletions?page=2'],
    ['GET', '/api/deletions/1'],
    ['GET', `/api/deletions/${ONE}?items=all`],
    ['POST', '/api/deletions/not-a-uuid/undo'],
    ['POST', `/api/deletions/${ONE}/undo?now=1`],
    ['POST', `/api/deletions/${ONE}/undo`, '{"force":true}'],
    ['POST', `/api/deletions/${ONE}/retry`, '[]'],
    ['POST', `/api/deletions/${ONE}/retry`, '{'],
  ]
  for (const [method, path, body] of refused) {
    const { status, json } = await call(method, path, body)
    expect({ method, path, body, status, code: json.code }).toMatchObject({ status: 400, code: 'invalid_request' })
  }
})

test('a deletion that never was is not found', async () => {
  const answers = [
    await call('GET', `/api/deletions/${ONE}`),
    await call('POST', `/api/deletions/${ONE}/undo`),
    await call('POST', `/api/deletions/${ONE}/retry`),
  ]
  for (const answer of answers) expect(answer).toMatchObject({ status: 404, json: { code: 'deletion_not_found' } })
})

test('past the rate of one person deleting is refused with the wait, and undoing is not', async () => {
  const asked = []
  // Twice the rate and one: a new minute may begin in between.
  for (let number = 0; number < 9; number += 1) asked.push(await request([ONE]))
  expect(asked.slice(0, 4).map(({ status }) => status)).toEqual([202, 202, 202, 202])
  const refused = asked.find(({ status }) => status === 429)
  expect(refused?.json).toMatchObject({ code: 'rate_limited', retryAfterMs: expect.any(Number) })
  const undo = await call('POST', `/api/deletions/${asked[0]?.json.deletionId}/undo`)
  expect(undo.status).toBe(200)
})

test('with the database away nothing is accepted, and the answer says so', async () => {
  await database.goAway()
  expect(await request([ONE])).toMatchObject({ status: 503, json: { code: 'store_unavailable' } })
  expect(await call('GET', '/api/deletions')).toMatchObject({ status: 503, json: { code: 'store_unavailable' } })
  await database.comeBack()
})
