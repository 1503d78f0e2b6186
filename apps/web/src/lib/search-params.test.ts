import { expect, test } from 'vitest'
import { readSearch, writeSearch } from './search-params.ts'

test('values are text, whatever they look like', () => {
  expect(readSearch('?room=123&sort=true&x={"a":1}')).toEqual({ room: '123', sort: 'true', x: '{"a":1}' })
})

test.each(['/clinic', 'a&b=c', '100% sure?', 'ערב 🎥', '<script>', 'a+b', '#1'])('a room named %s survives', (room) => {
  expect(readSearch(writeSearch({ room, sort: 'duration:asc' }))).toEqual({ room, sort: 'duration:asc' })
})

test('stays readable, and leaves out what is not set', () => {
  expect(writeSearch({ sort: 'duration:asc', room: '/clinic', other: undefined })).toBe(
    '?sort=duration:asc&room=/clinic',
  )
  expect(writeSearch({ room: undefined })).toBe('')
})
