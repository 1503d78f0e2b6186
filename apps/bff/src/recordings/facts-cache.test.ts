import { afterEach, expect, test, vi } from 'vitest'
import { pageOf } from '../upstream/page.ts'
import { recordingOf } from '../upstream/scripted-server.ts'
import { createFactsCache } from './facts-cache.ts'

const idOf = (number: number) => recordingOf(number).recordingId
const pageWith = (numbers: number[]) => pageOf({ results: numbers.map(recordingOf), cursor: null })

afterEach(() => {
  vi.useRealTimers()
})

test('the latest facts of a recording are the ones told', () => {
  const facts = createFactsCache()
  facts.rememberPage(pageWith([1, 2]))
  expect(facts.get(idOf(1))).toEqual(recordingOf(1))
  facts.remember({ ...recordingOf(1), endDate: null })
  expect(facts.get(idOf(1))?.endDate).toBeNull()
  expect(facts.get(idOf(3))).toBeUndefined()
})

test('a page that came before the latest facts does not replace them', () => {
  const facts = createFactsCache()
  facts.rememberPage(pageWith([1]))
  facts.remember({ ...recordingOf(1), endDate: null })
  expect(facts.get(idOf(1))?.endDate).toBeNull()
})

test.each([1, 50])('it is bounded however they come (%d at a time): the longest unseen go first', (pageSize) => {
  const facts = createFactsCache(100)
  const numbers = Array.from({ length: 500 }, (_, number) => number)
  for (let start = 0; start < 500; start += pageSize)
    facts.rememberPage(pageWith(numbers.slice(start, start + pageSize)))
  const known = numbers.filter((number) => facts.get(idOf(number)))
  expect(known.length).toBeLessThanOrEqual(100)
  expect(known.at(-1)).toBe(499)
  expect(known[0]).toBeGreaterThanOrEqual(400)
})

test('who scrolls for long and then deletes deletes what is known', () => {
  vi.useFakeTimers()
  const facts = createFactsCache()
  const numbers = Array.from({ length: 5_000 }, (_, number) => number)
  for (let start = 0; start < 5_000; start += 50) {
    facts.rememberPage(pageWith(numbers.slice(start, start + 50)))
    vi.advanceTimersByTime(20)
  }
  expect(numbers.filter((number) => facts.get(idOf(number)) === undefined)).toEqual([])
})

test('of a flood of pages only the latest are read, and those of the calm that follows', () => {
  vi.useFakeTimers()
  const facts = createFactsCache()
  for (let page = 0; page < 1_000; page += 1) facts.rememberPage(pageWith([page]))
  for (let page = 1_000; page < 1_010; page += 1) {
    vi.advanceTimersByTime(500)
    facts.rememberPage(pageWith([page]))
  }
  const known = Array.from({ length: 1_010 }, (_, number) => number).filter((number) => facts.get(idOf(number)))
  expect(known.at(0)).toBeLessThanOrEqual(940)
  expect(known).toEqual(Array.from({ length: known.length }, (_, number) => 1_010 - known.length + number))
})
