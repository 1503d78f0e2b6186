import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMetrics } from '../telemetry/metrics.ts'
import { type CallOptions, createUpstream, type ListQuery, type Upstream } from './client.ts'
import type { UpstreamError, UpstreamFailure } from './errors.ts'
import type { UpstreamLimits } from './limits.ts'
import { recordingOf, type ScriptedServer, sendJson, startScriptedServer } from './scripted-server.ts'

const KEY = 'the-organisations-key-0123456789'
const ID = recordingOf(1).recordingId
const PAGE = { results: [recordingOf(1), recordingOf(2)], cursor: 'next' }
const PERSON = { priority: 'person' } as const

let server: ScriptedServer
let upstream: Upstream
let logged: string

beforeEach(async () => {
  server = await startScriptedServer((_request, response) => sendJson(response, 200, PAGE))
  logged = ''
  upstream = start()
})
afterEach(async () => {
  await upstream.close()
  await server.close()
})

function start(limits: Partial<UpstreamLimits> = {}, url = server.url): Upstream {
  return createUpstream({
    url,
    key: KEY,
    mediaOrigins: ['https://media.example', 'http://127.0.0.1:4510'],
    clock: Date.now,
    log: pino({}, { write: (line: string) => (logged += line) }),
    metrics: createMetrics(),
    limits: { pauseMs: 1, tryMs: 300, callMs: 900, connectMs: 300, ...limits },
  })
}

async function failureOf(call: Promise<unknown>): Promise<UpstreamFailure> {
  const error: UpstreamError = await call.then(
    () => expect.unreachable('it should have failed'),
    (reason) => reason,
  )
  expect(error.name).toBe('UpstreamError')
  expect(JSON.stringify([error, error.message, error.stack]) + logged).not.toContain(KEY)
  return error.failure
}

async function list(query: ListQuery = {}, options: CallOptions = PERSON) {
  const { json } = await upstream.listRecordings(query, options)
  return JSON.parse(json.toString())
}

test('a list is asked for with headers built from nothing, and read', async () => {
  const spent = { calls: 0, ms: 0 }
  expect(await list({ roomName: '/a room', limit: 2 }, { ...PERSON, spent })).toEqual(PAGE)
  expect(spent.calls).toBe(1)
  expect(server.requests).toHaveLength(1)
  expect(server.requests[0]).toMatchObject({
    method: 'GET',
    url: '/v1/recordings?limit=2&roomName=%2Fa%20room',
    body: '',
  })
  expect(Object.keys(server.requests[0]?.headers ?? {}).sort()).toEqual([
    'accept',
    'authorization',
    'connection',
    'host',
    'user-agent',
  ])
})

test('what upstream adds to a page is dropped', async () => {
  server.script = (_request, response) => sendJson(response, 200, { ...PAGE, hint: 'from the vendor' })
  expect(await list()).toEqual(PAGE)
})

test('a deletion resolves on 204 and on nothing else', async () => {
  server.script = (_request, response) => response.writeHead(204).end()
  await upstream.deleteRecording(ID, PERSON)
  await upstream.bulkDeleteRecordings([ID, recordingOf(2).recordingId], PERSON)
  expect(server.requests.map(({ method, url, body }) => `${method} ${url} ${body}`)).toEqual([
    `DELETE /v1/recordings/${ID} `,
    `POST /v1/recordings/bulk-delete ${JSON.stringify({ recordingIds: [ID, recordingOf(2).recordingId] })}`,
  ])
  server.script = (_request, response) => sendJson(response, 200, { fine: true })
  expect(await failureOf(upstream.deleteRecording(ID, PERSON))).toMatchObject({ kind: 'invalid' })
})

test.each<[string, number, UpstreamFailure, UpstreamFailure, UpstreamFailure]>([
  ['401', 401, { kind: 'refused_key' }, { kind: 'refused_key' }, { kind: 'refused_key' }],
  ['403', 403, { kind: 'refused_key' }, { kind: 'not_hosted' }, { kind: 'refused_key' }],
  ['404', 404, { kind: 'rejected', status: 404 }, { kind: 'gone' }, { kind: 'gone' }],
  ['400', 400, { kind: 'rejected', status: 400 }, { kind: 'rejected', status: 400 }, { kind: 'rejected', status: 400 }],
  [
    '302',
    302,
    { kind: 'invalid', what: 'a redirect' },
    { kind: 'invalid', what: 'a redirect' },
    { kind: 'invalid', what: 'a redirect' },
  ],
  [
    '500',
    500,
    { kind: 'unavailable', status: 500 },
    { kind: 'unavailable', status: 500 },
    { kind: 'unavailable', status: 500 },
  ],
  [
    '504',
    504,
    { kind: 'unavailable', status: 504 },
    { kind: 'unavailable', status: 504 },
    { kind: 'unavailable', status: 504 },
  ],
])('%s means, on list, link and delete', async (_name, status, onList, onLink, onDelete) => {
  server.script = (_request, response) => {
    response.writeHead(status, { location: 'http://127.0.0.1:1/elsewhere' }).end(`the vendor says ${KEY}`)
  }
  upstream = start({ breaker: { failures: 100, openMs: 1, maxOpenMs: 1 } })
  expect(await failureOf(list())).toEqual(onList)
  expect(await failureOf(upstream.createAccessLink(ID, 60, PERSON))).toEqual(onLink)
  expect(await failureOf(upstream.deleteRecording(ID, PERSON))).toEqual(onDelete)
})

test('a list that knows the cursor no longer says so, an unknown room is an empty list', async () => {
  server.script = (_request, response) => sendJson(response, 404, {})
  expect(await failureOf(list({ cursor: 'old' }))).toEqual({ kind: 'cursor_expired' })
  expect(await list({ roomName: '/nowhere' })).toEqual({ results: [], cursor: null })
  server.script = (_request, response) => sendJson(response, 400, {})
  expect(await failureOf(list({ cursor: 'old' }))).toEqual({ kind: 'cursor_expired' })
})

test('a list that sends back the cursor it was given ends there instead of going round', async () => {
  expect(await list({ cursor: 'next' })).toEqual({ ...PAGE, cursor: null })
  expect(logged).toContain('taken as the end')
})

test('429 is told with its exact wait, and nobody else asks until then', async () => {
  server.script = (_request, response) =>
    sendJson(response, 429, { error: 'Rate limit active', data: { msLeft: 38_689 } }, { 'retry-after': '39' })
  expect(await failureOf(list())).toEqual({ kind: 'rate_limited', retryAfterMs: 38_689 })
  const again = await failureOf(upstream.getRecording(ID, PERSON))
  expect(again).toMatchObject({ kind: 'rate_limited' })
  expect(again).toSatisfy(({ retryAfterMs }) => retryAfterMs > 30_000 && retryAfterMs <= 38_689)
  expect(server.requests).toHaveLength(1)
})

test.each<[string, (response: ServerResponse) => unknown]>([
  ['HTML', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>')],
  ['JSON cut in the middle', (response) => response.end('{"results":[')],
  ['JSON of another shape', (response) => sendJson(response, 200, { rooms: [] })],
  [
    'wrong types',
    (response) => sendJson(response, 200, { results: [{ ...recordingOf(1), filename: 7 }], cursor: null }),
  ],
  ['nothing', (response) => response.end()],
  [
    'a coding nobody asked for',
    (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{}')),
  ],
  ['50 MB, announced', (response) => response.writeHead(200, { 'content-length': String(50 * 2 ** 20) }).end(' ')],
  ['another protocol', (response) => response.socket?.end('SMTP 220 hello\r\n\r\n')],
])('%s is not an answer, and is not asked for again', async (_name, send) => {
  server.script = (_request, response) => void send(response)
  expect(await failureOf(list())).toMatchObject({ kind: 'invalid' })
  expect(server.requests).toHaveLength(1)
})

test('an endless answer is cut off at the cap', async () => {
  upstream = start({ responseBytes: 100_000 })
  let sent = 0
  server.script = (_request, response) => {
    const more = () => {
      for (let isOpen = true; isOpen && !response.destroyed; sent += 65_536) isOpen = response.write(' '.repeat(65_536))
      response.once('drain', more)
    }
    more()
  }
  expect(await failureOf(list())).toEqual({ kind: 'invalid', what: 'an answer too large' })
  expect(sent).toBeLessThan(20_000_000)
})

test.each<[string, (server: ScriptedServer) => void, UpstreamFailure['kind']]>([
  ['resets the connection', (it) => (it.script = (_, response) => response.socket?.resetAndDestroy()), 'unavailable'],
  [
    'is cut short',
    (it) =>
      (it.script = (_, response) => {
        response.writeHead(200, { 'content-length': '500' }).write('{"results"')
        response.socket?.end()
      }),
    'unavailable',
  ],
  ['never answers', (it) => (it.script = () => {}), 'timeout'],
  ['hangs inside the body', (it) => (it.script = (_, response) => void response.writeHead(200).write('{')), 'timeout'],
  [
    'drips a byte at a time',
    (it) =>
      (it.script = (_, response) => {
        const drip = setInterval(() => response.write(' '), 20)
        response.once('close', () => clearInterval(drip))
      }),
    'timeout',
  ],
])('an upstream that %s is asked again within the deadline, then given up', async (_name, arrange, kind) => {
  arrange(server)
  const startedAt = Date.now()
  expect((await failureOf(list())).kind).toBe(kind)
  expect(Date.now() - startedAt).toBeLessThan(1_500)
  expect(server.requests.length).toBeGreaterThan(1)
})

test('a read survives one failure; a deletion is never sent twice', async () => {
  const failing = () => {
    let isFirst = true
    server.requests.length = 0
    server.script = (_request, response) => {
      sendJson(response, isFirst ? 503 : 200, PAGE)
      isFirst = false
    }
  }
  failing()
  expect(await list()).toMatchObject(PAGE)
  failing()
  expect(await failureOf(upstream.deleteRecording(ID, PERSON))).toEqual({ kind: 'unavailable', status: 503 })
  expect(server.requests).toHaveLength(1)
})

test('a refused connection is unavailable', async () => {
  upstream = start({}, 'http://127.0.0.1:1/v1')
  expect((await failureOf(list())).kind).toBe('unavailable')
})

test('after failures in a row callers are turned away at once, and let in again when upstream is back', async () => {
  upstream = start({ tries: 1, breaker: { failures: 3, openMs: 50, maxOpenMs: 50 } })
  server.script = (_request, response) => sendJson(response, 500, {})
  for (let call = 0; call < 3; call += 1) await failureOf(list())
  expect(await failureOf(list())).toEqual({ kind: 'unavailable', retryAfterMs: 50 })
  expect(server.requests).toHaveLength(3)
  server.script = (_request, response) => sendJson(response, 200, PAGE)
  await expect.poll(() => list().catch(() => null)).toMatchObject(PAGE)
})

test('fifty people before an upstream that hangs all get their answer in time', async () => {
  upstream = start({ connections: 8 })
  server.script = () => {}
  const startedAt = Date.now()
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, person) => failureOf(list({ roomName: `/${person}` }))),
  )
  expect(answers.map(({ kind }) => kind)).toSatisfy((kinds) =>
    kinds.every((kind: string) => kind === 'timeout' || kind === 'unavailable'),
  )
  expect(Date.now() - startedAt).toBeLessThan(2_000)
})

test('a caller who gives up is told so, and a call not yet on the wire stays off it', async () => {
  upstream = start({ connections: 1 })
  server.script = () => {}
  const waiting = failureOf(list())
  const controller = new AbortController()
  const given = failureOf(upstream.deleteRecording(ID, { priority: 'background', signal: controller.signal }))
  controller.abort()
  expect(await given).toEqual({ kind: 'aborted' })
  await waiting
  expect(server.requests.some(({ method }) => method === 'DELETE')).toBe(false)
})

test('a link into the media origins is handed on as it is, any other is not', async () => {
  const link = { accessLink: 'https://media.example/1.mp4?X-Amz-Signature=abc', expires: Date.now() + 60_000 }
  server.script = (_request, response) => sendJson(response, 200, link)
  expect(await upstream.createAccessLink(ID, 60, PERSON)).toEqual(link)
  server.script = (_request, response) => sendJson(response, 200, { ...link, accessLink: 'https://evil.example/1.mp4' })
  expect(await failureOf(upstream.createAccessLink(ID, 60, PERSON))).toMatchObject({ kind: 'invalid' })
})

test('another recording than the one asked for is not an answer', async () => {
  server.script = (_request, response) => sendJson(response, 200, recordingOf(2))
  expect(await failureOf(upstream.getRecording(ID, PERSON))).toMatchObject({ kind: 'invalid' })
})
