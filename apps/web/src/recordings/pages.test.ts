import type { ListedRecording } from '@reeldesk/contract'
import { describe, expect, test } from 'vitest'
import { createFlattener, type ListPage, pageOf, renewPage } from './pages.ts'

const recording = (recordingId: string): ListedRecording => ({
  recordingId,
  roomSessionId: 'session',
  roomName: '/room',
  filename: `${recordingId}.mp4`,
  startDate: '2026-01-01T00:00:00.000Z',
  endDate: '2026-01-01T01:00:00.000Z',
  sizeInMegaBytes: 1,
})

const page = (ids: string, cursor: string | null = 'next'): ListPage => ({
  results: [...ids].map(recording),
  cursor,
  checkedAt: 0,
})

const idsOf = (results: readonly ListedRecording[]) => results.map((each) => each.recordingId).join('')

describe('rows of pages', () => {
  test('follow the pages, each recording once, with the page each came with', () => {
    const rows = createFlattener()([page('abc'), page('cd'), page('ef')])
    expect(idsOf(rows.items)).toBe('abcdef')
    expect(rows.indexOf('d')).toBe(3)
    expect(rows.indexOf('x')).toBeUndefined()
    expect([0, 2, 3, 4, 5].map((index) => pageOf(rows, index))).toEqual([0, 0, 1, 2, 2])
  })

  test('a page more leaves the earlier snapshot as it was', () => {
    const flatten = createFlattener()
    const first = page('ab')
    const before = flatten([first])
    const after = flatten([first, page('cd')])
    expect([before.count, after.count]).toEqual([2, 4])
    expect(before.indexOf('c')).toBeUndefined()
    expect(after.indexOf('c')).toBe(2)
  })

  test('an edited page in the middle is taken over, and what it lost is lost', () => {
    const flatten = createFlattener()
    const [first, last] = [page('ab'), page('ef')]
    flatten([first, page('cd'), last])
    const rows = flatten([first, page('d'), last])
    expect(idsOf(rows.items.slice(0, rows.count))).toBe('abdef')
    expect(rows.indexOf('c')).toBeUndefined()
    expect(rows.indexOf('f')).toBe(4)
  })

  test('another list replaces everything', () => {
    const flatten = createFlattener()
    flatten([page('abc')])
    expect(idsOf(flatten([page('xy')]).items)).toBe('xy')
  })

  test('the same pages give the same snapshot', () => {
    const flatten = createFlattener()
    const pages = [page('ab')]
    expect(flatten(pages)).toBe(flatten(pages))
  })
})

describe('a page asked for again', () => {
  const renewed = (old: string, fresh: string, cursor: string | null = 'fresh') => {
    const { page: result, joins } = renewPage(page(old, 'old'), page(fresh, cursor))
    return [idsOf(result.results), result.cursor, joins]
  }

  test('new rows on top push none of the old ones out', () => {
    expect(renewed('abcd', 'xyab')).toEqual(['xyabcd', 'old', true])
  })

  test('a row that is gone leaves, and the next page moves up', () => {
    expect(renewed('abcd', 'acde')).toEqual(['acde', 'fresh', true])
  })

  test('a last row that is gone does not linger', () => {
    expect(renewed('abcd', 'abce')).toEqual(['abce', 'fresh', true])
  })

  test('nothing in common: what followed is void', () => {
    expect(renewed('abcd', 'wxyz')).toEqual(['wxyz', 'fresh', false])
  })

  test('the list now ends here: what followed is void', () => {
    expect(renewed('abcd', 'ab', null)).toEqual(['ab', null, false])
  })
})
