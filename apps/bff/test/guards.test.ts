import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { securityHeaders } from '../src/guard/security-headers.ts'
import { recordingOf, type ScriptedServer } from '../src/upstream/scripted-server.ts'
import { send, sendBytes } from './raw-request.ts'
import { type ServedHouse, serveHouse } from './served-house.ts'

const ID = recordingOf(1).recordingId
const MARK = { 'X-Requested-By': 'reeldesk' }
const JSON_BODY = { 'Content-Type': 'application/json' }

let served: ServedHouse
let upstream: ScriptedServer
let url: string

beforeAll(async () => {
  served = await serveHouse()
  ;({ upstream, url } = served)
})
afterAll(() => served.close())

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
    const underHttps = securityHeaders({ mediaOrigins: [], publicOrigin: 'https://console.example' })
    expect(Object.fromEntries(underHttps)['Strict-Transport-Security']).toMatch(/^max-age=31536000/)
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
      headers: { ...headers, ...JSON_BODY, Origin: url },
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
