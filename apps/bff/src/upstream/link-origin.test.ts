import { expect, test } from 'vitest'
import { assertLinkIsOurs } from './link-origin.ts'

const ORIGINS = ['https://media.example', 'http://127.0.0.1:4510']
const NOW = Date.parse('2026-01-01T10:00:00Z')
const IN_AN_HOUR = NOW + 3_600_000

const check =
  (accessLink: string, expires = IN_AN_HOUR) =>
  () =>
    assertLinkIsOurs({ accessLink, expires }, ORIGINS, NOW)

test.each(['https://media.example/1.mp4?X-Amz-Signature=abc', 'http://127.0.0.1:4510/media/1?sig=1'])(
  'a link to %j is handed on',
  (accessLink) => {
    expect(check(accessLink)).not.toThrow()
  },
)

test.each([
  'http://media.example/1.mp4',
  'https://media.example.evil.example/1.mp4',
  'https://media.example@evil.example/1.mp4',
  'https://someone:secret@media.example/1.mp4',
  'https://media.example:8443/1.mp4',
  'https://127.0.0.1:4510/media/1',
  'javascript:alert(1)//https://media.example/',
  '//media.example/1.mp4',
  'data:video/mp4;base64,AAAA',
  '',
])('a link to %j is not handed on', (accessLink) => {
  expect(check(accessLink)).toThrow('upstream: invalid')
})

test('an expiry may be off by a clock of theirs, not by more than a link can live', () => {
  for (const expires of [NOW - 60_000, NOW, NOW + 43_200_000 + 60_000]) {
    expect(check('https://media.example/1', expires)).not.toThrow()
  }
  for (const expires of [0, NOW / 1000, NOW - 600_000, NOW + 44_000_000, Number.MAX_SAFE_INTEGER]) {
    expect(check('https://media.example/1', expires)).toThrow('upstream: invalid')
  }
})
