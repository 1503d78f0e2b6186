import { beforeEach, expect, test } from 'vitest'
import { type Breaker, createBreaker } from './breaker.ts'
import { UpstreamError, type UpstreamFailure } from './errors.ts'

let now: number
let breaker: Breaker

beforeEach(() => {
  now = 0
  breaker = createBreaker({ failures: 3, openMs: 1_000, maxOpenMs: 3_000 }, () => now)
})

const answer = () => breaker.run(async () => 'answer')
const failWith = (failure: UpstreamFailure) =>
  breaker.run(() => Promise.reject(new UpstreamError(failure))).catch((error: UpstreamError) => error.failure)
const fail = () => failWith({ kind: 'timeout' })
const failThrice = async () => [await fail(), await fail(), await fail()]

test('opens after failures in a row, and says how long it stays open', async () => {
  await failThrice()
  expect(breaker.state()).toBe('open')
  now = 400
  await expect(answer()).rejects.toMatchObject({ failure: { kind: 'unavailable', retryAfterMs: 1_000 } })
})

test('an answer in between counts anew', async () => {
  await fail()
  await fail()
  await answer()
  await fail()
  await fail()
  expect(breaker.state()).toBe('closed')
})

test.each<UpstreamFailure>([
  { kind: 'rate_limited', retryAfterMs: 1 },
  { kind: 'gone' },
  { kind: 'refused_key' },
  { kind: 'rejected', status: 400 },
  { kind: 'invalid', what: 'a body' },
  { kind: 'aborted' },
])('$kind never opens it', async (failure) => {
  for (let count = 0; count < 10; count += 1) await failWith(failure)
  expect(breaker.state()).toBe('closed')
})

test('one probe at a time: a good one closes it', async () => {
  await failThrice()
  now = 1_000
  let finish = (_answer: string) => {}
  const probe = breaker.run(() => new Promise<string>((resolve) => (finish = resolve)))
  expect(breaker.state()).toBe('half-open')
  await expect(answer()).rejects.toMatchObject({ failure: { kind: 'unavailable' } })
  finish('back')
  expect(await probe).toBe('back')
  expect(breaker.state()).toBe('closed')
})

test('each failed probe doubles the time it stays open, up to a bound', async () => {
  await failThrice()
  now = 1_000
  await fail()
  now = 2_999
  expect(breaker.state()).toBe('open')
  now = 3_000
  await fail()
  now = 5_999
  expect(breaker.state()).toBe('open')
  now = 6_000
  expect(breaker.state()).toBe('half-open')
})

test('a probe that its caller gives up leaves the next one free to ask', async () => {
  await failThrice()
  now = 1_000
  await failWith({ kind: 'aborted' })
  expect(await answer()).toBe('answer')
})
