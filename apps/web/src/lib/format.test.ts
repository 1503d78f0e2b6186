import { describe, expect, test } from 'vitest'
import { createFormats } from './format.ts'

const us = createFormats('en-US', 'America/New_York')
const de = createFormats('de-DE', 'Europe/Berlin')
const now = Date.parse('2026-03-10T12:00:00Z')
/** Intl puts narrow no-break spaces between time and AM. */
const plain = (text: string) => text.replaceAll('\u202f', ' ')

describe('sizes', () => {
  test.each([
    [0, '0 MB'],
    [0.4, '0.4 MB'],
    [9.96, '10 MB'],
    [999, '999 MB'],
    [1_000, '1.00 GB'],
    [12_345.6, '12.35 GB'],
  ])('%d MB reads %s', (megaBytes, words) => expect(us.size(megaBytes)).toBe(words))

  test('no size reads as a thousand megabytes', () => expect(us.size(999.6)).toBe('1.00 GB'))
  test('numbers follow the locale', () => expect(de.size(1_234_567)).toBe('1.234,57 GB'))
})

describe('durations', () => {
  test.each([
    [0, '0 s'],
    [59_400, '59 s'],
    [60_000, '1 m'],
    [3_599_000, '59 m'],
    [3_599_600, '1 h 00 m'],
    [3_840_000, '1 h 04 m'],
    [4_500_000_000, '1,250 h 00 m'],
  ])('%d ms reads %s', (ms, words) => expect(us.duration(ms)).toBe(words))
})

describe('times', () => {
  test('are local, with the year only when it is another one', () => {
    expect(plain(us.dateTime('2026-03-09T14:05:00Z', now))).toBe('Mon, Mar 9, 10:05 AM')
    expect(plain(us.dateTime('2025-12-31T23:05:00Z', now))).toBe('Dec 31, 2025, 6:05 PM')
    expect(de.dateTime('2026-03-09T14:05:00Z', now)).toBe('Mo., 9. März, 15:05')
  })

  test('belong to the year they have where the person is', () => {
    expect(plain(us.dateTime('2026-01-01T03:00:00Z', now))).toBe('Dec 31, 2025, 10:00 PM')
  })

  test('say their zone in full and in UTC', () => {
    expect(plain(us.dateTimeLong('2026-03-09T14:05:06Z'))).toBe('Mon, Mar 9, 2026, 10:05:06 AM EDT')
    expect(us.utc('2026-03-09T10:05:06-04:00')).toBe('2026-03-09 14:05:06 UTC')
  })

  test('are told from now, whichever way', () => {
    expect(us.relative('2026-03-10T11:58:00Z', now)).toBe('2m ago')
    expect(us.relative('2026-03-08T12:00:00Z', now)).toBe('2d ago')
    expect(us.relative('2026-03-10T13:00:00Z', now)).toBe('in 1h')
  })

  test('that cannot be read are not known', () => {
    expect([us.dateTime('soon'), us.utc(''), us.relative('x', now)]).toEqual(['—', '—', '—'])
  })
})
