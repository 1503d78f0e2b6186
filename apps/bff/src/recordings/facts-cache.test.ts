import { expect, test } from 'vitest'
import { recordingOf } from '../upstream/scripted-server.ts'
import { createFactsCache } from './facts-cache.ts'

const idOf = (number: number) => recordingOf(number).recordingId

test('the latest facts of a recording are the ones told', () => {
  const facts = createFactsCache()
  facts.remember([recordingOf(1)])
  facts.remember([{ ...recordingOf(1), endDate: null }])
  expect(facts.get(idOf(1))?.endDate).toBeNull()
  expect(facts.get(idOf(2))).toBeUndefined()
})

test('it is bounded: the longest unseen go first', () => {
  const facts = createFactsCache(100)
  for (let number = 0; number < 500; number += 1) facts.remember([recordingOf(number)])
  const known = Array.from({ length: 500 }, (_, number) => number).filter((number) => facts.get(idOf(number)))
  expect(known.length).toBeLessThanOrEqual(100)
  expect(known.at(-1)).toBe(499)
  expect(known[0]).toBeGreaterThanOrEqual(400)
})
