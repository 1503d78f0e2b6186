import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROLE_TABLE } from '../src/identity/role-table.ts'
import { recordingOf } from '../src/upstream/scripted-server.ts'
import { openHouse } from './house.ts'
import { send } from './raw-request.ts'
import { type ServedHouse, serveHouse } from './served-house.ts'

const ID = recordingOf(1).recordingId
const MARK = { 'X-Requested-By': 'reeldesk' }
const JSON_BODY = { 'Content-Type': 'application/json' }

let served: ServedHouse
let url: string

beforeAll(async () => {
  served = await serveHouse()
  url = served.url
})
afterAll(() => served.close())

const problemOf = (text: string) => JSON.parse(text)

describe('bodies', () => {
  const post = (body: string | undefined, headers: Record<string, string> = JSON_BODY) =>
    send(url, { path: '/api/recordings/bulk-delete', method: 'POST', headers: { ...MARK, ...headers }, body })
  const manyIds = (count: number) =>
    JSON.stringify({ recordingIds: Array.from({ length: count }, (_, number) => recordingOf(number).recordingId) })

  test.each([
    ['over 1 MiB', ' '.repeat(2 ** 20 + 1), JSON_BODY, 413, 'payload_too_large'],
    [
      'over 1 MiB, its size not said',
      ' '.repeat(2 ** 20 + 1),
      { ...JSON_BODY, 'Transfer-Encoding': 'chunked' },
      413,
      'payload_too_large',
    ],
    [
      'a form',
      'recordingIds=1',
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      415,
      'unsupported_media_type',
    ],
    ['JSON as text', '{}', { 'Content-Type': 'text/plain' }, 415, 'unsupported_media_type'],
    ['without a type', '{}', {}, 415, 'unsupported_media_type'],
    ['nothing', undefined, JSON_BODY, 400, 'invalid_request'],
    ['half of JSON', '{"recordingIds":[', JSON_BODY, 400, 'invalid_request'],
    ['a list', '[]', JSON_BODY, 400, 'invalid_request'],
    ['no ids', '{"recordingIds":[]}', JSON_BODY, 400, 'invalid_request'],
    ['an id that is none', '{"recordingIds":["../rooms"]}', JSON_BODY, 400, 'invalid_request'],
    ['an id twice', JSON.stringify({ recordingIds: [ID, ID.toUpperCase()] }), JSON_BODY, 400, 'invalid_request'],
    ['10,001 ids', manyIds(10_001), JSON_BODY, 400, 'invalid_request'],
    ['a member too many', JSON.stringify({ recordingIds: [ID], force: true }), JSON_BODY, 400, 'invalid_request'],
    [
      'a reason without end',
      JSON.stringify({ recordingIds: [ID], reason: 'a'.repeat(501) }),
      JSON_BODY,
      400,
      'invalid_request',
    ],
  ])('%s', async (_what, body, headers, status, code) => {
    const answer = await post(body, headers)
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(problemOf(answer.text)).toMatchObject({ code, status, type: `urn:reeldesk:problem:${code}` })
  })

  test('an Idempotency-Key that is none', async () => {
    for (const key of ['', 'a b', 'a'.repeat(256)]) {
      const answer = await post(JSON.stringify({ recordingIds: [ID] }), { ...JSON_BODY, 'Idempotency-Key': key })
      expect(answer.status).toBe(400)
    }
  })
})

describe('addresses', () => {
  test.each([
    ['GET', '/api'],
    ['GET', '/api/'],
    ['GET', '/api/rooms'],
    ['GET', '/api/recordings/'],
    ['GET', `/api/recordings/${ID}/rooms`],
    ['POST', '/api/nothing'],
    ['GET', '/api/.env'],
    ['GET', '/auth/nothing'],
    ['GET', '/auth/login'],
  ])('%s %s is 404, never the page', async (method, path) => {
    const answer = await send(url, { path, method, headers: MARK })
    expect(answer.status).toBe(404)
    expect(problemOf(answer.text).code).toBe('not_found')
  })

  test.each([
    ['POST', '/api/recordings', 'HEAD, GET'],
    ['PUT', `/api/recordings/${ID}`, 'HEAD, GET, DELETE'],
    ['DELETE', '/api/session', 'HEAD, GET'],
    ['POST', `/api/recordings/${ID}/access-link`, 'HEAD, GET'],
    ['POST', '/healthz', 'HEAD, GET'],
    ['POST', '/', 'GET, HEAD'],
  ])('%s %s is 405 and says what is allowed', async (method, path, allow) => {
    const answer = await send(url, { path, method, headers: MARK })
    expect(answer.status).toBe(405)
    expect(answer.headers.allow).toBe(allow)
  })

  test('every route is in the role table, and every line of the table is a route', async () => {
    const signingIn = openHouse({
      databaseUrl: served.database.url,
      env: {
        AUTH_MODE: 'oidc',
        OIDC_ISSUER: 'https://login.example',
        OIDC_CLIENT_ID: 'reeldesk',
        OIDC_CLIENT_SECRET: 'a secret of the client, for tests',
        SESSION_SECRET: 'a secret of the sessions, for tests alone',
      },
    })
    const routes = signingIn.app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`)
    await signingIn.close()
    expect([...new Set(routes)].sort()).toEqual(Object.keys(ROLE_TABLE).sort())
  })

  test('a request id is taken over only when it cannot be mistaken for anything else', async () => {
    const idOf = async (id: string) =>
      (await send(url, { path: '/healthz', headers: { 'X-Request-Id': id } })).headers['x-request-id']
    expect(await idOf('0190b3c2-proxy.1')).toBe('0190b3c2-proxy.1')
    for (const id of ['short', 'with space in it', '{"level":"info"}', 'a'.repeat(65)])
      expect(await idOf(id)).not.toBe(id)
  })
})
