import { afterEach, describe, expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { startEarly } from './early.ts'
import { ApiError } from './error.ts'
import { request, send } from './request.ts'

const Answer = z.object({ ok: z.boolean() })
const problem = (code: string, more = {}) => ({
  type: 't',
  title: 't',
  status: 0,
  detail: 'd',
  code,
  requestId: 'r1',
  ...more,
})
const answers = (make: () => Response | Promise<Response>) => {
  const fetching = vi.fn((_path: string, _options?: RequestInit) => Promise.resolve(make()))
  vi.stubGlobal('fetch', fetching)
  return fetching
}
const html = (status: number) => new Response('<p>Sign in', { status, headers: { 'content-type': 'text/html' } })
const failure = (path = '/x') =>
  request(path, Answer).then(
    () => expect.fail('it answered'),
    (error: ApiError) => error,
  )

afterEach(() => vi.unstubAllGlobals())

test('data that keeps the contract comes through', async () => {
  answers(() => Response.json({ ok: true, more: 1 }))
  expect(await request('/x', Answer)).toMatchObject({ ok: true })
})

describe('kinds of failure', () => {
  test('a problem of the console, with its code, its request and when waiting is over', async () => {
    answers(() => Response.json(problem('upstream_rate_limited', { retryAfterMs: 5_000 }), { status: 429 }))
    const before = Date.now()
    const error = await failure()
    expect(error).toMatchObject({
      kind: 'problem',
      status: 429,
      code: 'upstream_rate_limited',
      requestId: 'r1',
      isRateLimit: true,
    })
    expect(error.retryAt).toBeGreaterThanOrEqual(before + 5_000)
  })

  test('not reached', async () => {
    answers(() => Promise.reject(new TypeError('Failed to fetch')))
    expect(await failure()).toMatchObject({ kind: 'offline' })
  })

  test.each([
    ['our own 401', () => Response.json(problem('unauthenticated'), { status: 401 })],
    ['a bare 401', () => new Response(null, { status: 401 })],
    ["a proxy's page with 200", () => html(200)],
    ["a proxy's page with 401", () => html(401)],
    ["a proxy's page with 403", () => html(403)],
    ["a proxy's redirect", () => Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' })],
  ])('signed out: %s', async (_, make) => {
    answers(make)
    expect(await failure()).toMatchObject({ kind: 'signed-out' })
  })

  test("a proxy's error page means that the console is away", async () => {
    answers(() => html(502))
    expect(await failure()).toMatchObject({ kind: 'offline', status: 502 })
  })

  test.each([
    ['not the contract', () => Response.json({ ok: 'yes' })],
    ['not JSON', () => new Response('{"ok":', { headers: { 'content-type': 'application/json' } })],
    ['a problem of someone else', () => Response.json({ error: 'x' }, { status: 500 })],
    ['a code that is not in the list', () => Response.json(problem('made_up'), { status: 500 })],
  ])('unexpected: %s', async (_, make) => {
    answers(make)
    expect(await failure()).toMatchObject({ kind: 'unexpected' })
  })

  test('a call that was called off is no failure of ours', async () => {
    const stop = new AbortController()
    answers(() => Promise.reject(stop.signal.reason))
    stop.abort()
    await expect(request('/x', Answer, { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })
})

test('unsafe methods and sensitive reads say that this page asked; plain reads do not', async () => {
  const fetching = answers(() => Response.json({ ok: true }))
  await request('/x', Answer)
  await request('/x', Answer, { sensitive: true })
  await send('/x', { method: 'POST', body: { a: 1 } })
  const headers = fetching.mock.calls.map(([, options]) => new Headers(options?.headers))
  expect(headers.map((each) => each.get('x-requested-by'))).toEqual([null, 'reeldesk', 'reeldesk'])
  expect(headers[2]?.get('content-type')).toBe('application/json')
})

test('an answer asked for early is taken over once, then asked for again', async () => {
  const fetching = answers(() => Response.json({ ok: true }))
  startEarly('/x')
  await request('/x', Answer)
  expect(fetching).toHaveBeenCalledTimes(1)
  await request('/x', Answer)
  expect(fetching).toHaveBeenCalledTimes(2)
})

test('an early answer that fails is the failure of whoever takes it over', async () => {
  answers(() => Promise.reject(new TypeError('away')))
  startEarly('/x')
  expect(await failure()).toBeInstanceOf(ApiError)
})
