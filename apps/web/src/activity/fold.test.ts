import type { AuditEvent } from '@reeldesk/contract'
import { expect, test } from 'vitest'
import { foldIntents } from './fold.ts'

const event = (sequence: number, facts: Partial<AuditEvent>): AuditEvent => ({
  sequence,
  at: '2026-01-01T00:00:00.000Z',
  action: 'recording.played',
  outcome: 'succeeded',
  actor: { iss: 'i', sub: 's', name: null, email: null },
  role: null,
  mode: null,
  address: null,
  requestId: null,
  ...facts,
})

test('an intent is folded into its outcome, and one without outcome stays in sight', () => {
  const lines = foldIntents([
    event(4, { outcome: 'failed', intentSequence: 2 }),
    event(3, { outcome: 'intended' }),
    event(2, { outcome: 'intended' }),
    event(1, { outcome: 'denied' }),
  ])
  expect(lines.map(({ event, intent, isUnsettled }) => [event.sequence, intent?.sequence, isUnsettled])).toEqual([
    [4, 2, false],
    [3, undefined, true],
    [1, undefined, false],
  ])
})

test('an outcome whose intent is not listed stands alone', () => {
  expect(foldIntents([event(9, { intentSequence: 1 })])).toMatchObject([{ intent: undefined, isUnsettled: false }])
})
