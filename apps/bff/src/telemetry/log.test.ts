import { setImmediate as turn } from 'node:timers/promises'
import { Hono } from 'hono'
import { beforeEach, expect, test } from 'vitest'
import { loadConfig } from '../config.ts'
import { answerProblem, ProblemError } from '../problem.ts'
import type { AppEnv } from '../services.ts'
import { createLog } from './log.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { requestLog } from './request-log.ts'

const KEY = 'the-vendor-key-of-the-organisation'
let lines: string[]
let metrics: Metrics
let app: Hono<AppEnv>

beforeEach(() => {
  lines = []
  metrics = createMetrics()
  const loaded = loadConfig({
    AUTH_MODE: 'local',
    WHEREBY_API_KEY: KEY,
    DATABASE_URL: 'postgres://reeldesk:hunter2hunter2@db.example/reeldesk',
  })
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
  const { log } = createLog(loaded.config, { write: (line: string) => void lines.push(line) })
  let now = 1_000
  const clock = () => (now += 7)
  app = new Hono<AppEnv>()
    .use(requestLog({ log, metrics, clock }))
    .get('/api/recordings/:recordingId', (c) => {
      c.get('upstreamSpent').calls += 1
      c.get('upstreamSpent').ms += 5
      return c.json({})
    })
    .get('/api/broken', () => {
      throw new Error(`connect failed with Bearer ${KEY} to postgres://reeldesk:hunter2hunter2@db.example`)
    })
    .get('/api/refused', () => {
      throw new ProblemError('forbidden')
    })
    .onError((error, c) => {
      log.error({ err: error, requestId: c.get('requestId') }, 'unexpected')
      return answerProblem(c, error)
    })
})

const logged = (): Record<string, unknown>[] => lines.map((line) => JSON.parse(line))

/** Asks, and waits until its line is written, which is after the answer. */
async function ask(path: string, init?: RequestInit): Promise<Response> {
  const answer = await app.request(path, init)
  await turn()
  return answer
}

test('a request is one line: who, what, outcome, duration, what it cost upstream', async () => {
  await ask('/api/recordings/1?cursor=secret-cursor', { headers: { 'X-Request-Id': 'request-1' } })
  expect(logged()).toEqual([
    {
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      requestId: 'request-1',
      method: 'GET',
      route: '/api/recordings/:recordingId',
      path: '/api/recordings/1',
      status: 200,
      durationMs: 7,
      upstream: { calls: 1, ms: 5 },
      msg: 'request',
    },
  ])
})

test('what failed names its problem', async () => {
  await ask('/api/refused')
  expect(logged().at(-1)).toMatchObject({ status: 403, code: 'forbidden', level: 'info' })
  await ask('/api/broken')
  expect(logged().at(-1)).toMatchObject({ status: 500, code: 'internal', level: 'warn' })
})

test('a line is a line, whatever is asked for', async () => {
  const path = `/api/recordings/${encodeURIComponent('x\n{"level":"fatal","msg":"forged"}\r\n\u2028')}`
  await ask(path, { headers: { 'X-Request-Id': 'a{"level":"fatal"}' } })
  expect(lines).toHaveLength(1)
  expect(lines[0]?.match(/\n/g)).toHaveLength(1)
  expect(logged()[0]).toMatchObject({ level: 'info', route: '/api/recordings/:recordingId' })
})

test('a request costs the log no more than a line, however long its address', async () => {
  await ask(`/api/recordings/${'a'.repeat(20_000)}`)
  expect(lines.join('').length).toBeLessThan(1_000)
})

test('an unexpected error is found by its stack, and tells no secret', async () => {
  const answer = await ask('/api/broken')
  expect(await answer.text()).not.toMatch(/connect failed/)
  expect(lines.join('')).not.toMatch(new RegExp(`${KEY}|hunter2`))
  expect(logged()[0]).toMatchObject({
    msg: 'unexpected',
    err: { name: 'Error', message: expect.stringContaining('connect failed') },
  })
})

test('metrics are counted by route and status, never by address', async () => {
  for (const id of ['1', '2', '3']) await ask(`/api/recordings/${id}`)
  for (const path of ['/nothing', '/api/nothing', '/%0a']) await ask(path)
  const text = await metrics.registry.metrics()
  expect(text).toContain('reeldesk_request_seconds_count{route="GET /api/recordings/:recordingId",status="200"} 3')
  expect(text).toContain('reeldesk_request_seconds_count{route="GET /api/*",status="404"} 1')
  expect(text).not.toContain('nothing')
})
