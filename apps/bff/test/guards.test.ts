import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROLE_TABLE } from '../src/identity/role-table.ts'
import { recordingOf, type ScriptedServer, sendJson, startScriptedServer } from '../src/upstream/scripted-server.ts'
import { freePort, type House, openHouse } from './house.ts'
import { freshDatabase, type TestDatabase } from './postgres.ts'
import { send, sendBytes } from './raw-request.ts'

const ID = recordingOf(1).recordingId
const MARK = { 'X-Requested-By': 'reeldesk' }
const JSON_BODY = { 'Content-Type': 'application/json' }

let database: TestDatabase
let upstream: ScriptedServer
let house: House
let url: string
let origin: string

beforeAll(async () => {
  database = await freshDatabase()
  upstream = await startScriptedServer((request, response) => {
    if (request.method !== 'GET') response.writeHead(204).end()
    else if (request.url?.includes('access-link')) {
      sendJson(response, 200, { accessLink: 'https://media.example/1.mp4?sig=1', expires: Date.now() + 60_000 })
    } else if (request.url?.startsWith('/v1/recordings/')) sendJson(response, 200, recordingOf(1))
    else sendJson(response, 200, { results: [recordingOf(1)], cursor: null })
  })
  const webRoot = mkdtempSync(join(tmpdir(), 'reeldesk-web-'))
  mkdirSync(join(webRoot, 'assets'))
  writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>Reeldesk</title>')
  writeFileSync(join(webRoot, 'assets', 'app-1a.js'), 'export {}')
  const port = await freePort()
  origin = `http://127.0.0.1:${port}`
  url = origin
  house = openHouse({
    databaseUrl: database.url,
    vendorUrl: upstream.url,
    env: { PORT: String(port), WEB_ROOT: webRoot, MEDIA_ORIGINS: 'https://media.example' },
  })
  await house.services.store.whenReady()
  await house.listen()
})
afterAll(async () => {
  await house.close()
  await upstream.close()
  await database.drop()
})

const problemOf = (text: string) => JSON.parse(text)

describe('every answer carries the strict headers', () => {
  test.each([
    ['a list', '/api/recordings', 200],
    ['a refused query', '/api/recordings?x=1', 400],
    ['a refused path', '/api/../x', 400],
    ['a cross-site link', `/api/recordings/${ID}/access-link`, 403],
    ['an unknown address', '/api/nothing', 404],
    ['the page', '/', 200],
    ['a place in the app', '/recordings', 200],
    ['an asset', '/assets/app-1a.js', 200],
    ['a missing asset', '/assets/gone.js', 404],
    ['health', '/healthz', 200],
    ['metrics', '/metrics', 200],
  ])('%s', async (_what, path, status) => {
    const answer = await send(url, { path })
    expect(answer.status).toBe(status)
    expect(answer.headers).toMatchObject({
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; script-src 'self'; style-src 'self';.*media-src 'self' https:\/\/media\.example http:\/\/127\.0\.0\.1:\d+;.*frame-ancestors 'none'/,
      ),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-request-id': expect.stringMatching(/^[\w.-]{8,64}$/),
    })
    expect(answer.headers['content-security-policy']).not.toMatch(/unsafe|\*/)
    for (const name of Object.keys(answer.headers)) expect(name).not.toMatch(/^access-control|^x-powered-by|^server$/)
    if (path.startsWith('/api')) expect(answer.headers['cache-control']).toBe('no-store')
  })

  test.each([
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    ['headers beyond all measure', `GET / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(40_000)}\r\n\r\n`, 431],
    ['no host', 'GET / HTTP/1.0\r\n\r\n', 400],
    ['a host that is none', 'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', 400],
    ['a path that is none', 'GET /a\\b HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n', 400],
  ])('and what no route ever sees: %s', async (_what, bytes, status) => {
    const answer = await sendBytes(url, bytes)
    expect(answer.status).toBe(status)
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
  })

  test('HSTS under https only', async () => {
    expect((await send(url, { path: '/' })).headers['strict-transport-security']).toBeUndefined()
  })
})

describe('paths that two readers could read differently are refused before anything else', () => {
  test.each([
    '/api//recordings',
    '//api/recordings',
    '/api/./recordings',
    '/api/recordings/../session',
    '/x/../api/recordings',
    '/api/%2e%2e/api/recordings',
    `/api/recordings/..%2Frooms`,
    `/api/recordings/${ID}%2Faccess-link`,
    `/api/recordings/${ID}%5c`,
    `/api/recordings/${ID}%00`,
    '/%61pi/recordings',
    '/api/recordings/%252e%252e',
  ])('%s', async (path) => {
    const heard = upstream.requests.length
    const answer = await send(url, { path, headers: MARK })
    expect(answer.status).toBe(400)
    expect(problemOf(answer.text)).toMatchObject({ code: 'invalid_request', status: 400 })
    expect(upstream.requests).toHaveLength(heard)
  })
})

describe('other sites cannot act through a signed-in browser', () => {
  const ACTS = [
    ['GET', `/api/recordings/${ID}/access-link`],
    ['HEAD', `/api/recordings/${ID}/access-link`],
    ['DELETE', `/api/recordings/${ID}`],
    ['POST', '/api/recordings/bulk-delete'],
    ['POST', '/api/recordings/export'],
    ['POST', `/api/deletions/${ID}/undo`],
    ['POST', `/api/deletions/${ID}/retry`],
    ['POST', '/auth/logout'],
    ['PUT', '/api/nothing'],
  ] as const
  const FOREIGN: [string, Record<string, string>][] = [
    ['without the mark', {}],
    ['with another mark', { 'X-Requested-By': 'XMLHttpRequest' }],
    ['from another site', { ...MARK, 'Sec-Fetch-Site': 'cross-site' }],
    ['from a sibling of this site', { ...MARK, 'Sec-Fetch-Site': 'same-site' }],
    ['from another origin', { ...MARK, Origin: 'https://evil.example' }],
    ['from another port', { ...MARK, Origin: 'http://127.0.0.1:1' }],
    ['from nowhere', { ...MARK, Origin: 'null' }],
    ['as a form', { 'Content-Type': 'text/plain', Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
  ]

  test.each(ACTS.flatMap(([method, path]) => FOREIGN.map(([how, headers]) => ({ method, path, how, headers }))))(
    '$method $path $how',
    async ({ method, path, headers }) => {
      const heard = upstream.requests.length
      const answer = await send(url, { path, method, headers })
      expect(answer.status).toBe(403)
      if (method !== 'HEAD') expect(problemOf(answer.text).code).toBe('cross_site')
      expect(upstream.requests).toHaveLength(heard)
    },
  )

  test.each([
    ['with the mark alone', MARK],
    ['from the page itself', { ...MARK, 'Sec-Fetch-Site': 'same-origin' }],
  ])('the console itself may, %s', async (_how, headers) => {
    const answer = await send(url, { path: `/api/recordings/${ID}/access-link`, headers })
    expect(answer.status).toBe(200)
    const own = await send(url, {
      path: '/api/recordings/export',
      method: 'POST',
      headers: { ...headers, ...JSON_BODY, Origin: origin },
      body: JSON.stringify({ recordingIds: [ID] }),
    })
    expect(own.status).toBe(204)
  })

  test('a page opened as localhost may act on localhost, and only there', async () => {
    const { port } = new URL(url)
    const there = { ...MARK, Origin: `http://localhost:${port}` }
    const path = `/api/recordings/${ID}/access-link`
    expect((await send(url, { path, headers: { ...there, Host: `localhost:${port}` } })).status).toBe(200)
    expect((await send(url, { path, headers: there })).status).toBe(403)
  })

  test.each([
    [200, {}],
    [200, { 'Sec-Fetch-Site': 'same-origin' }],
    [200, { 'Sec-Fetch-Site': 'none' }],
    [403, { 'Sec-Fetch-Site': 'cross-site' }],
    [403, { 'Sec-Fetch-Site': 'same-site' }],
    [403, { Origin: 'https://evil.example' }],
  ])('the trail as CSV answers %d to %j', async (status, headers: Record<string, string>) => {
    expect((await send(url, { path: '/api/audit.csv', headers })).status).toBe(status)
  })

  test('nobody is told that they may read across origins', async () => {
    const answer = await send(url, {
      path: '/api/recordings',
      method: 'OPTIONS',
      headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'DELETE' },
    })
    expect(answer.status).toBe(403)
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

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
      databaseUrl: database.url,
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
