import { expect, test } from 'vitest'
import { rowsToDraw, rowWindow, scrollTopToShow } from './row-window.ts'

const geometry = { count: 1_000, rowHeight: 40, headerHeight: 32 }

test('the window holds every row that shows, even in part, and none that does not', () => {
  expect(rowWindow(0, 432, geometry)).toEqual({ first: 0, last: 9 })
  expect(rowWindow(20, 432, geometry)).toEqual({ first: 0, last: 10 })
  expect(rowWindow(40, 432, geometry)).toEqual({ first: 1, last: 10 })
})

test('it ends where the rows end, and is empty where there are none', () => {
  expect(rowWindow(39_990, 432, geometry)).toEqual({ first: 999, last: 999 })
  expect(rowWindow(0, 432, { ...geometry, count: 0 })).toEqual({ first: 0, last: -1 })
  expect(rowWindow(0, 0, geometry)).toEqual({ first: 0, last: -1 })
})

test('showing a row scrolls as little as it takes, and keeps it clear of the header', () => {
  expect(scrollTopToShow(5, 0, 432, geometry)).toBeUndefined()
  expect(scrollTopToShow(10, 0, 432, geometry)).toBe(40)
  expect(scrollTopToShow(2, 400, 432, geometry)).toBe(80)
})

test('some rows around are drawn, and the one that holds the focus', () => {
  expect(rowsToDraw({ first: 10, last: 12 }, 1_000, 2)).toEqual([8, 9, 10, 11, 12, 13, 14])
  expect(rowsToDraw({ first: 10, last: 12 }, 1_000, 1, 3)).toEqual([3, 9, 10, 11, 12, 13])
  expect(rowsToDraw({ first: 10, last: 12 }, 1_000, 1, 99)).toEqual([9, 10, 11, 12, 13, 99])
  expect(rowsToDraw({ first: 0, last: -1 }, 0, 6, 4)).toEqual([])
})
