import { expect, test } from 'vitest'
import { UpstreamError, type UpstreamFailure } from './errors.ts'
import { retried } from './retry.ts'

const LIMITS = { tries: 3, pauseMs: 1 }

async function triesOf(failure: UpstreamFailure, msLeft = 1_000): Promise<number> {
  let tries = 0
  const work = () => {
    tries += 1
    return Promise.reject(new UpstreamError(failure))
  }
  await expect(retried(LIMITS, () => msLeft, work)).rejects.toMatchObject({ failure })
  return tries
}

test('silence and failures of upstream are tried again, a bounded number of times', async () => {
  expect(await triesOf({ kind: 'timeout' })).toBe(3)
  expect(await triesOf({ kind: 'unavailable', status: 503 })).toBe(3)
})

test('an answer is an answer: not tried again', async () => {
  expect(await triesOf({ kind: 'gone' })).toBe(1)
  expect(await triesOf({ kind: 'rate_limited', retryAfterMs: 5 })).toBe(1)
  expect(await triesOf({ kind: 'invalid', what: 'a body' })).toBe(1)
})

test('who is turned away by an open breaker does not knock again', async () => {
  expect(await triesOf({ kind: 'unavailable', retryAfterMs: 1_000 })).toBe(1)
})

test('no try begins when the time is up', async () => {
  expect(await triesOf({ kind: 'timeout' }, 0)).toBe(1)
})
