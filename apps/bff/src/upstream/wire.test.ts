import { expect, test } from 'vitest'
import { recordingOf } from './scripted-server.ts'
import { readAccessLink, readMsLeft, readPage, readRecording } from './wire.ts'

const ONE = recordingOf(1)

test.each([null, undefined, ''])('a cursor of %j is the end of the list', (cursor) => {
  expect(readPage({ results: [], cursor })).toEqual({ results: [], cursor: null })
})

test('a page keeps its cursor and drops repeated recordings and unknown fields', () => {
  const results = [{ ...ONE, colour: 'red' }, recordingOf(2), { ...ONE, filename: 'again.mp4' }]
  expect(readPage({ results, cursor: 'next', total: 7 })).toEqual({
    results: [ONE, recordingOf(2)],
    cursor: 'next',
  })
})

test.each([
  ['no room', { roomName: undefined }, { roomName: null }],
  ['an empty room', { roomName: '' }, { roomName: null }],
  ['no end', { endDate: undefined }, { endDate: null }],
  ['a null end', { endDate: null }, { endDate: null }],
  ['an end that is no date', { endDate: 'soon' }, { endDate: null }],
  ['an end before its start', { endDate: '2025-12-31T00:00:00Z' }, { endDate: '2025-12-31T00:00:00Z' }],
  ['a size of nothing', { sizeInMegaBytes: 0 }, { sizeInMegaBytes: 0 }],
  ['a fractional size', { sizeInMegaBytes: 0.004 }, { sizeInMegaBytes: 0.004 }],
])('a recording with %s is taken', (_what, sent, read) => {
  expect(readRecording({ ...ONE, ...sent })).toEqual({ ...ONE, ...read })
})

test.each([
  ['nothing', undefined],
  ['a list', []],
  ['an id that is no UUID', { ...ONE, recordingId: '../rooms' }],
  ['an id with a line end', { ...ONE, recordingId: `${ONE.recordingId}\n` }],
  ['no session', { ...ONE, roomSessionId: undefined }],
  ['a numeric name', { ...ONE, filename: 7 }],
  ['a room that is an object', { ...ONE, roomName: {} }],
  ['a start that is no date', { ...ONE, startDate: 'yesterday' }],
  ['a size in words', { ...ONE, sizeInMegaBytes: '12' }],
  ['a negative size', { ...ONE, sizeInMegaBytes: -1 }],
  ['a size beyond numbers', { ...ONE, sizeInMegaBytes: Number.POSITIVE_INFINITY }],
])('%s is not a recording', (_what, sent) => {
  expect(() => readRecording(sent)).toThrow('upstream: invalid')
})

test.each([['text'], [[]], [{ cursor: null }], [{ results: {}, cursor: null }], [{ results: [], cursor: 7 }]])(
  '%j is not a page',
  (sent) => {
    expect(() => readPage(sent)).toThrow('upstream: invalid')
  },
)

test.each([
  [{}],
  [{ accessLink: 'https://a.example/1' }],
  [{ accessLink: 7, expires: 1 }],
  [{ accessLink: 'x', expires: '1' }],
  [{ accessLink: 'x', expires: 1.5 }],
])('%j is not an access link', (sent) => {
  expect(() => readAccessLink(sent)).toThrow('upstream: invalid')
})

test('the wait of a 429 is read where it is, and nothing else is', () => {
  expect(readMsLeft({ error: 'Rate limit active', data: { msLeft: 38_689 } })).toBe(38_689)
  for (const sent of [undefined, 'text', {}, { data: null }, { data: { msLeft: 'soon' } }]) {
    expect(readMsLeft(sent)).toBeUndefined()
  }
})
