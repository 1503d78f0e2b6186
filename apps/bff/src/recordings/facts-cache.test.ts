import { expect, test } from 'vitest'
import { pageOf } from '../upstream/page.ts'
import { recordingOf } from '../upstream/scripted-server.ts'
import { createFactsCache } from './facts-cache.ts'

const idOf = (number: number) => recordingOf(number).recordingId
const pageWith = (numbers: number[]) => pageOf({ results: numbers.map(recordingOf), cursor: null })

test('the latest facts of a recording are the ones told', () => {
  const facts = createFactsCache()
  facts.rememberPage(pageWith([1, 2]))
  expect(facts.get(idOf(1))).toEqual(recordingOf(1))
  facts.remember({ ...recordingOf(1), endDate: null })
  expect(facts.get(idOf(1))?.endDate).toBeNull()
  expect(facts.get(idOf(3))).toBeUndefined()
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
