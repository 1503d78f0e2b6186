import { expect, test } from 'vitest'
import { remainingTime } from './remaining-time.ts'

test('what is left is never said to be nothing', () => {
  expect(remainingTime(1)).toBe('1 s')
  expect(remainingTime(9_001)).toBe('10 s')
})

test('a window of days is counted in days, not in hours', () => {
  expect(remainingTime(30 * 86_400_000 - 5)).toBe('30 days')
  expect(remainingTime(47 * 3_600_000)).toBe('47 h 00 m')
})
