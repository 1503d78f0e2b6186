import { expect, test } from 'vitest'
import { customLifetime, offeredLifetimes, rememberedLifetime, rememberLifetime } from './link-lifetime.ts'

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

test('remembers the choice, and never more than the role allows', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  expect(rememberedLifetime(storage, 43_200)).toBe(3_600)
  rememberLifetime(storage, 14_400)
  expect(rememberedLifetime(storage, 43_200)).toBe(14_400)
  expect(rememberedLifetime(storage, 1_800)).toBe(1_800)
  rememberLifetime(storage, -5)
  expect(rememberedLifetime(storage, 43_200)).toBe(3_600)
})
