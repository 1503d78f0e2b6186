import { expect, test } from 'vitest'
import { phaseOf, pollAfterMs, segments } from './progress.ts'

const none = { waiting: 0, sent: 0, gone: 0, remaining: 0, failed: 0, undone: 0 }
const executeAt = '2026-01-01T00:00:10.000Z'
const due = Date.parse(executeAt)

test('the bar is made of what is there, gone first, and adds up', () => {
  const bar = segments({ ...none, gone: 6, sent: 3, failed: 1 })
  expect(bar.map(({ state, count }) => [state, count])).toEqual([
    ['gone', 6],
    ['sent', 3],
    ['failed', 1],
  ])
  expect(bar.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
  expect(segments(none)).toEqual([])
})

test('a deletion is done only once nothing waits, is sent, failed or remains', () => {
  expect(phaseOf({ totals: { ...none, waiting: 2 }, executeAt }, due - 1)).toBe('counting-down')
  expect(phaseOf({ totals: { ...none, waiting: 2 }, executeAt }, due + 1)).toBe('working')
  expect(phaseOf({ totals: { ...none, sent: 1, gone: 9 }, executeAt }, due)).toBe('working')
  expect(phaseOf({ totals: { ...none, remaining: 1, gone: 9 }, executeAt }, due)).toBe('needs-attention')
  expect(phaseOf({ totals: { ...none, failed: 1 }, executeAt }, due)).toBe('needs-attention')
  expect(phaseOf({ totals: { ...none, undone: 4 }, executeAt }, due)).toBe('undone')
  expect(phaseOf({ totals: { ...none, gone: 4 }, executeAt }, due)).toBe('done')
})

test('asks again when the countdown ends, then slower as it drags on or grows, and never once settled', () => {
  const waiting = { totals: { ...none, waiting: 1 }, executeAt }
  expect(pollAfterMs(waiting, due - 4_000)).toBe(4_250)
  expect(pollAfterMs(waiting, due - 3_600_000)).toBe(30_000)
  const sent = { totals: { ...none, sent: 1 }, executeAt }
  expect(pollAfterMs(sent, due + 1_000)).toBe(1_000)
  expect(pollAfterMs(sent, due + 60_000)).toBe(2_500)
  expect(pollAfterMs({ totals: { ...none, sent: 10_000 }, executeAt }, due + 1_000)).toBe(5_000)
  expect(pollAfterMs({ totals: { ...none, gone: 1, failed: 1 }, executeAt }, due)).toBe(false)
})
