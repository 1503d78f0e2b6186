import { beforeEach, expect, test } from 'vitest'
import { learnServerTime, localTimeOf } from './server-clock.ts'

const stamp = '2026-01-01T00:01:00.000Z'
const at = Date.parse(stamp)

beforeEach(() => learnServerTime(stamp, at, at))

test('a clock that is a minute behind still counts down from ten seconds', () => {
  learnServerTime(stamp, at - 60_100, at - 59_900)
  expect(localTimeOf('2026-01-01T00:01:10.000Z')).toBe(at - 50_000)
})

test('what the network alone explains is not corrected', () => {
  learnServerTime(stamp, at - 900, at - 100)
  expect(localTimeOf(stamp)).toBe(at)
})

test('an answer that took long teaches nothing', () => {
  learnServerTime(stamp, at - 120_000, at - 60_000)
  expect(localTimeOf(stamp)).toBe(at)
})
