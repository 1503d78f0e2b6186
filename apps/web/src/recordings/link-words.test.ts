import { expect, test } from 'vitest'
import { lifetimeShort, lifetimeWords } from './link-words.ts'

test('a lifetime is said in whole units and nothing is rounded away', () => {
  expect(lifetimeWords(900)).toBe('15 minutes')
  expect(lifetimeWords(3_600)).toBe('1 hour')
  expect(lifetimeWords(5_430)).toBe('1 hour 30 minutes 30 seconds')
  expect(lifetimeWords(1)).toBe('1 second')
  expect(lifetimeShort(43_200)).toBe('12 hr')
})
