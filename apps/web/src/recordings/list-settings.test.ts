import { expect, test } from 'vitest'
import { durationOf, formatOf, roomOf } from './duration.ts'
import { readListSearch } from './list-search.ts'
import { COLUMN_IDS, readPreferences } from './preferences.ts'
import { directionOf, nextSort } from './sorting.ts'

test('a header goes through ascending, descending and back to newest first', () => {
  expect(nextSort(undefined, 'duration')).toBe('duration:asc')
  expect(nextSort('duration:asc', 'duration')).toBe('duration:desc')
  expect(nextSort('duration:desc', 'duration')).toBeUndefined()
  expect(nextSort('roomName:desc', 'duration')).toBe('duration:asc')
})

test('the order that upstream keeps by itself is said too', () => {
  expect(directionOf(undefined, 'startDate')).toBe('descending')
  expect(directionOf(undefined, 'duration')).toBeUndefined()
  expect(directionOf('duration:asc', 'startDate')).toBeUndefined()
  expect(directionOf('sizeInMegaBytes:desc', 'sizeInMegaBytes')).toBe('descending')
})

test('what the URL asks for and is not ours is dropped', () => {
  expect(readListSearch({ sort: 'duration:asc', room: '/r', cursor: 'x' })).toEqual({
    sort: 'duration:asc',
    room: '/r',
  })
  expect(readListSearch({ sort: 'duration:sideways', room: '' })).toEqual({})
  expect(readListSearch({ sort: ['duration:asc'], room: 7 })).toEqual({})
})

test('columns stored by another version: unknown ones go, new ones come last, nothing is doubled', () => {
  const stored = {
    order: ['state', 'mood', 'state', 'filename'],
    hidden: ['mood', 'roomName'],
    sizes: { state: 99, x: 'y' },
  }
  expect(readPreferences(stored)).toEqual({
    order: ['state', 'filename', 'roomName', 'startDate', 'duration', 'sizeInMegaBytes'],
    hidden: ['roomName'],
    sizes: { state: 99 },
    density: 'comfortable',
  })
})

test.each([null, 'x', 7, [], { order: 'x', hidden: 3, sizes: null }])(
  'rubbish in storage does no harm: %j',
  (stored) => {
    expect(readPreferences(stored)?.order ?? COLUMN_IDS).toEqual([...COLUMN_IDS])
  },
)

test('a duration is known only when both ends are', () => {
  const startDate = '2026-01-01T00:00:00Z'
  expect(durationOf({ startDate, endDate: '2026-01-01T00:01:00Z' })).toEqual({ known: true, ms: 60_000 })
  expect(durationOf({ startDate, endDate: null })).toEqual({ known: false, why: 'no-end' })
  expect(durationOf({ startDate, endDate: '2025-01-01T00:00:00Z' })).toEqual({ known: false, why: 'end-before-start' })
  expect(durationOf({ startDate, endDate: 'later' })).toEqual({ known: false, why: 'unreadable' })
})

test('the format is what the name ends in', () => {
  expect(['a.MKV', 'a.b.mp4', 'a', 'a.', 'a.<b>', 'x.2026-01-01T00:00:00.000Z'].map(formatOf)).toEqual([
    'mkv',
    'mp4',
    '',
    '',
    '',
    '',
  ])
  expect([roomOf('/clinic'), roomOf('clinic'), roomOf('//x')]).toEqual(['clinic', 'clinic', '/x'])
})
