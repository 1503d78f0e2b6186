import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Budget, createBudget } from './budget.ts'
import type { Priority } from './client.ts'

let budget: Budget

beforeEach(() => {
  vi.useFakeTimers()
  budget = createBudget({ connections: 4, backgroundCalls: 2, queuedCalls: 3 }, Date.now)
})
afterEach(() => {
  vi.useRealTimers()
})

const FOREVER = Number.POSITIVE_INFINITY

/** Asks to enter and tells, at any later moment, what became of it. */
function ask(priority: Priority, patienceMs = FOREVER, signal?: AbortSignal) {
  const asked: { state: string; retryAfterMs?: number } = { state: 'waiting' }
  budget.enter(priority, patienceMs, signal).then(
    () => {
      asked.state = 'in'
    },
    ({ failure }) => {
      Object.assign(asked, { state: failure.kind, ...failure })
    },
  )
  return asked
}

const points = (left: number, limit = 100) =>
  budget.learn(
    (name) =>
      ({
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(left),
        'x-ratelimit-reset': new Date(Date.now() + 30_000).toISOString(),
      })[name],
  )

const settle = () => vi.advanceTimersByTimeAsync(0)

test('while a told wait runs, people are told it and background work waits for its end', async () => {
  budget.hold(20_000)
  const person = ask('person')
  const background = ask('background')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(person).toMatchObject({ state: 'rate_limited', retryAfterMs: 20_000 })
  const another = ask('person')
  await settle()
  expect(another).toMatchObject({ state: 'rate_limited', retryAfterMs: 15_000 })
  expect(background.state).toBe('waiting')
  await vi.advanceTimersByTimeAsync(15_000)
  expect(background.state).toBe('in')
  const later = ask('person')
  await settle()
  expect(later.state).toBe('in')
})

test('a 429 is told at once to everyone who was queueing', async () => {
  for (let call = 0; call < 4; call += 1) await budget.enter('person', FOREVER, undefined)
  const queued = ask('person')
  budget.hold(7_000)
  await settle()
  expect(queued).toMatchObject({ state: 'rate_limited', retryAfterMs: 7_000 })
})

test('background work leaves half of the points and goes on when they are full again', async () => {
  points(60)
  const first = ask('background')
  await settle()
  expect(first.state).toBe('in')
  points(50)
  budget.leave('background')
  const second = ask('background')
  await vi.advanceTimersByTimeAsync(29_000)
  expect(second.state).toBe('waiting')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(second.state).toBe('in')
})

test('people may spend what background work leaves', async () => {
  points(3)
  const person = ask('person')
  const background = ask('background')
  await settle()
  expect([person.state, background.state]).toEqual(['in', 'waiting'])
})

test('calls under way at once are bounded, and people go before background work that came first', async () => {
  for (let call = 0; call < 4; call += 1) await budget.enter('person', FOREVER, undefined)
  const background = ask('background')
  const person = ask('person')
  await settle()
  budget.leave('person')
  await settle()
  expect([person.state, background.state]).toEqual(['in', 'waiting'])
  budget.leave('person')
  await settle()
  expect(background.state).toBe('in')
})

test('background work never takes all connections', async () => {
  const calls = [ask('background'), ask('background'), ask('background'), ask('person')]
  await settle()
  expect(calls.map(({ state }) => state)).toEqual(['in', 'in', 'waiting', 'in'])
})

test('a queue that is full turns away, one that is too slow times out', async () => {
  for (let call = 0; call < 4; call += 1) await budget.enter('person', FOREVER, undefined)
  const queued = [ask('person', 2_000), ask('person', 2_000), ask('person', 2_000)]
  const late = ask('person')
  await settle()
  expect(late.state).toBe('unavailable')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(queued.map(({ state }) => state)).toEqual(['timeout', 'timeout', 'timeout'])
  budget.leave('person')
  const next = ask('person')
  await settle()
  expect(next.state).toBe('in')
})

test('who gives up waiting is gone from the queue', async () => {
  budget.hold(60_000)
  const controller = new AbortController()
  const background = ask('background', FOREVER, controller.signal)
  await settle()
  controller.abort()
  const begunTooLate = ask('background', FOREVER, controller.signal)
  await settle()
  expect([background.state, begunTooLate.state]).toEqual(['aborted', 'aborted'])
})

test('headers without sense teach nothing', async () => {
  budget.learn((name) => ({ 'x-ratelimit-limit': 'many', 'x-ratelimit-remaining': '-1' })[name])
  expect(budget.pointsLeft()).toBeNull()
  points(80)
  expect(budget.pointsLeft()).toBe(80)
  await vi.advanceTimersByTimeAsync(30_000)
  expect(budget.pointsLeft()).toBeNull()
})
