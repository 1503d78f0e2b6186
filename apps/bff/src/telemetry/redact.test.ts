import { expect, test } from 'vitest'
import { createRedact } from './redact.ts'

const redact = createRedact(['the-key-of-all', 'with "quotes"\\and more', 'short', null, undefined])

const carried = (value: unknown) => redact(JSON.stringify(value))

test.each([
  ['a known value', { detail: 'sent the-key-of-all upstream' }],
  ['a known value in an address', { url: `https://x/?k=${encodeURIComponent('with "quotes"\\and more')}` }],
  ['a known value with quotes', { detail: 'with "quotes"\\and more' }],
  ['a header by name', { headers: { Authorization: 'hunter2hunter2', Cookie: 'a=hunter2hunter2; b="hunter2"' } }],
  ['a list of cookies', { 'set-cookie': ['a=hunter2', 'b=hunter2'] }],
  ['a link by name', { a: [{ b: { accessLink: 'https://media.example/hunter2' } }] }],
  ['bearer credentials', { detail: 'curl -H "Authorization: Bearer hunter2hunter2"' }],
  ['a web token', { detail: 'got eyJhbGciOiJub25lIn0.eyJzdWIiOiJodW50ZXIyIn0.hunter2 there' }],
  ['a signed address', { detail: 'https://s3.example/1.mp4?X-Amz-Signature=hunter2&X-Amz-Credential=hunter2&x=1' }],
  [
    'an older signed address',
    { detail: 'https://s3.example/1.mp4?AWSAccessKeyId=AKIAhunter2&Signature=hunter2%3D&Expires=1' },
  ],
  ['a sign-in answer', { path: '/auth/callback?code=hunter2&state=hunter2' }],
  ['a database address', { detail: 'postgres://reeldesk:hunter2@db.example/reeldesk' }],
])('%s is taken out', (_what, value) => {
  const line = carried(value)
  expect(line).not.toMatch(/hunter2|the-key-of-all|quotes/)
  expect(line).toContain('[redacted]')
  expect(() => JSON.parse(line)).not.toThrow()
})

test.each([
  { requestId: '0190-abc', method: 'GET', route: '/api/recordings/:recordingId', status: 200, keys: ['a'] },
  { detail: 'a short word', url: 'http://127.0.0.1:4401/v1', time: '2026-01-01T10:00:00.000Z' },
])('innocent lines stay as they are', (value) => {
  expect(carried(value)).toBe(JSON.stringify(value))
})
