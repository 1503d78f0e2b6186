import { expect, test } from 'vitest'
import { createRowKeys } from './row-keys.ts'

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)

test('a row keeps its key while it is drawn, and rows beside it get keys of their own', () => {
  const keys = createRowKeys()
  const before = keys(range(0, 9))
  const after = keys(range(3, 12))
  expect(after.slice(0, 7)).toEqual(before.slice(3))
  expect(new Set([...before, ...after]).size).toBe(13)
})

test('where all rows are replaced, the new ones take over the elements of the old, in order', () => {
  const keys = createRowKeys()
  const before = keys(range(0, 9))
  expect(keys(range(100, 109))).toEqual(before)
  expect(keys(range(50, 60)).slice(0, 10)).toEqual(before)
})

test('the row with the focus keeps its element, above and below what is drawn', () => {
  const keys = createRowKeys()
  const [, , , , focused] = keys(range(0, 9))
  expect(keys([4, ...range(100, 108)])[0]).toBe(focused)
  expect(keys([4, ...range(200, 208)])[0]).toBe(focused)
  expect(keys([...range(0, 3), 4, ...range(5, 9)])[4]).toBe(focused)

  keys(range(50, 59))
  const [kept] = keys(range(55, 64))
  const upAgain = keys([...range(0, 8), 55])
  expect(upAgain.at(-1)).toBe(kept)
  expect(new Set(upAgain).size).toBe(10)
})

test('asked twice for the same rows, as an interrupted drawing does, it says the same', () => {
  const keys = createRowKeys()
  keys(range(0, 9))
  expect(keys(range(100, 109))).toEqual(keys(range(100, 109)))
})

test('no two rows share a key, wherever the list is scrolled', () => {
  const keys = createRowKeys()
  for (const from of [0, 5, 500, 493, 20, 0, 1_000, 3]) {
    const drawn = [...new Set([7, ...range(from, from + 12 + (from % 3))])].sort((a, b) => a - b)
    expect(new Set(keys(drawn)).size).toBe(drawn.length)
  }
})
