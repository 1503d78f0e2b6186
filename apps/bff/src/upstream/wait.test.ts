import { expect, test } from 'vitest'
import { untilReset, waitOf } from './wait.ts'

const NOW = Date.parse('2026-01-01T10:00:00Z')
const reader = (headers: Record<string, string>) => (name: string) => headers[name]
const wait = (headers: Record<string, string>, msLeft?: number) => waitOf(msLeft, reader(headers), NOW)

test.each([
  ['msLeft before everything', { 'retry-after': '9' }, 38_689, 38_689],
  ['seconds', { 'retry-after': '12', 'x-ratelimit-reset': '2026-01-01T11:00:00Z' }, undefined, 12_000],
  ['an HTTP date', { 'retry-after': 'Thu, 01 Jan 2026 10:00:30 GMT' }, undefined, 30_000],
  ['the reset as an ISO date', { 'x-ratelimit-reset': '2026-01-01T10:00:20Z' }, undefined, 20_000],
  ['the reset in epoch seconds', { 'x-ratelimit-reset': String(NOW / 1000 + 5) }, undefined, 5_000],
  ['the reset in epoch milliseconds', { 'x-ratelimit-reset': String(NOW + 5_500) }, undefined, 5_500],
  ['a date already past', { 'retry-after': 'Thu, 01 Jan 2026 09:00:00 GMT' }, undefined, 0],
  [
    'a reset read by a clock of theirs that is an hour ahead',
    { date: 'Thu, 01 Jan 2026 11:00:00 GMT', 'x-ratelimit-reset': 'Thu, 01 Jan 2026 11:00:07 GMT' },
    undefined,
    7_000,
  ],
  ['nothing said', {}, undefined, 15_000],
  ['nonsense everywhere', { 'retry-after': 'soon', 'x-ratelimit-reset': 'later' }, Number.NaN, 15_000],
  ['a wait of years', { 'retry-after': '99999999' }, -1, 15_000],
])('%s', (_what, headers, msLeft, expected) => {
  expect(wait(headers, msLeft)).toBe(expected)
})

test('a reset that is no date is not known', () => {
  expect(untilReset(reader({ 'x-ratelimit-reset': 'later' }), NOW)).toBeUndefined()
})
