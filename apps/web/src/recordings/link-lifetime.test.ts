import { expect, test } from 'vitest'
import { chosenLifetime, customLifetime, defaultLifetime, offeredLifetimes } from './link-lifetime.ts'

test('offers nothing longer than the role allows, and the limit itself where it lies between two steps', () => {
  expect(offeredLifetimes(43_200)).toEqual([900, 3_600, 14_400, 43_200])
  expect(offeredLifetimes(14_400)).toEqual([900, 3_600, 14_400])
  expect(offeredLifetimes(7_200)).toEqual([900, 3_600, 7_200])
  expect(offeredLifetimes(60)).toEqual([60])
})

test('a custom lifetime is 1 s to the limit, in whole seconds', () => {
  expect(customLifetime('1', 'seconds', 43_200)).toEqual({ kind: 'seconds', seconds: 1 })
  expect(customLifetime('1,5', 'hours', 43_200)).toEqual({ kind: 'seconds', seconds: 5_400 })
  expect(customLifetime('12', 'hours', 43_200)).toEqual({ kind: 'seconds', seconds: 43_200 })
  expect(customLifetime('0', 'minutes', 43_200)).toEqual({ kind: 'out-of-range' })
  expect(customLifetime('12.01', 'hours', 43_200)).toEqual({ kind: 'out-of-range' })
  for (const nonsense of ['', '-1', '1e3', 'ten', '0x10', '1 2'])
    expect(customLifetime(nonsense, 'minutes', 43_200)).toEqual({ kind: 'not-a-number' })
})

test('the default is one hour until it is chosen, and never more than the role allows', () => {
  expect(defaultLifetime(43_200)).toBe(3_600)
  chosenLifetime.set(14_400)
  expect(defaultLifetime(43_200)).toBe(14_400)
  expect(defaultLifetime(1_800)).toBe(1_800)
})
