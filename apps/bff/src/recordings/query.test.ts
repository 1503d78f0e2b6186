import { expect, test } from 'vitest'
import { readNoQuery } from '../guard/query.ts'
import type { ProblemError } from '../problem.ts'
import { readLinkQuery, readListQuery, readRecordingId } from './query.ts'

const at = (query: string) => `http://127.0.0.1/api/recordings${query}`

test('a list query is read with its default', () => {
  expect(readListQuery(at(''))).toEqual({ limit: 50 })
  expect(readListQuery(at('?'))).toEqual({ limit: 50 })
  expect(readListQuery(at('?roomName=%2Fa+room%C3%BC&cursor=abc&limit=100&sortBy=duration%3Adesc'))).toEqual({
    roomName: '/a roomü',
    cursor: 'abc',
    limit: 100,
    sortBy: 'duration:desc',
  })
})

test.each([
  ['?unknown=1', '"unknown"'],
  ['?roomname=x', '"roomname"'],
  ['?limit=1&limit=2', 'limit'],
  ['?limit=', 'limit'],
  ['?limit=0', 'limit'],
  ['?limit=101', 'limit'],
  ['?limit=1.5', 'limit'],
  ['?limit=1e1', 'limit'],
  ['?limit=%2B1', 'limit'],
  ['?limit=-1', 'limit'],
  ['?limit=010', 'limit'],
  ['?limit=٥', 'limit'],
  ['?sortBy=filename:asc', 'sortBy'],
  ['?sortBy=duration', 'sortBy'],
  ['?sortBy=duration:ASC', 'sortBy'],
  ['?cursor=', 'cursor'],
  [`?cursor=${'a'.repeat(1025)}`, 'cursor'],
  ['?cursor=a%00b', 'cursor'],
  ['?roomName=a%0Ab', 'roomName'],
  ['?roomName=%FF', 'roomName'],
  [`?roomName=${'a'.repeat(513)}`, 'roomName'],
  ['?roomName=%', 'escape'],
  ['?roomName', 'roomName'],
  ['?roomName[]=a', '"roomName[]"'],
])('%s is refused, by name', (query, named) => {
  expect(() => readListQuery(at(query))).toThrow(
    expect.objectContaining<Partial<ProblemError>>({ code: 'invalid_request', detail: expect.stringContaining(named) }),
  )
})

test('a link query is read with its purpose', () => {
  expect(readLinkQuery(at(''))).toEqual({ validForSeconds: undefined, purpose: 'share' })
  expect(readLinkQuery(at('?validForSeconds=43200&purpose=play'))).toEqual({ validForSeconds: 43_200, purpose: 'play' })
})

test.each([
  '?validForSeconds=0',
  '?validForSeconds=43201',
  '?validForSeconds=1.5',
  '?validForSeconds=1h',
  '?purpose=steal',
])('%s is refused', (query) => {
  expect(() => readLinkQuery(at(query))).toThrow('invalid_request')
})

test('where no parameter is known, none is taken', () => {
  expect(() => readNoQuery(at('?validForSeconds=1'))).toThrow('invalid_request')
  expect(() => readNoQuery(at(''))).not.toThrow()
})

test.each(['', 'x', '..', 'a56f6ad7-37fe-4a37-9319-3174630ba57a1', 'a56f6ad7-37fe-4a37-9319-3174630ba57g'])(
  '%j is not a recording id',
  (text) => {
    expect(() => readRecordingId(text)).toThrow('invalid_request')
  },
)
