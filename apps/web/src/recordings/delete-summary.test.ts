import type { Recording } from '@reeldesk/contract'
import { expect, test } from 'vitest'
import { isTypedCount, summarise } from './delete-summary.ts'

const recording = (facts: Partial<Recording>): Recording => ({
  recordingId: 'a56f6ad7-37fe-4a37-9319-3174630ba57a',
  roomSessionId: 's',
  roomName: '/room',
  filename: 'room.mp4',
  startDate: '2026-01-02T10:00:00.000Z',
  endDate: '2026-01-02T11:00:00.000Z',
  sizeInMegaBytes: 100,
  ...facts,
})

test('says how many, how large, how long, from when to when, and which rooms', () => {
  const summary = summarise([
    recording({}),
    recording({ roomName: '/b', startDate: '2026-01-01T10:00:00.000Z', endDate: '2026-01-01T10:30:00.000Z' }),
    recording({ startDate: '2026-01-03T10:00:00.000Z', endDate: '2026-01-03T10:10:00.000Z', sizeInMegaBytes: 0.5 }),
  ])
  expect(summary).toEqual({
    count: 3,
    megabytes: 200.5,
    durationMs: 100 * 60_000,
    unknownDurations: 0,
    oldest: '2026-01-01T10:00:00.000Z',
    newest: '2026-01-03T10:00:00.000Z',
    rooms: [
      { roomName: '/room', count: 2 },
      { roomName: '/b', count: 1 },
    ],
  })
})

test('a duration that is not known is counted as not known, never as 0', () => {
  const summary = summarise([
    recording({ endDate: null }),
    recording({ endDate: '2026-01-02T09:00:00.000Z' }),
    recording({ roomName: null }),
  ])
  expect(summary).toMatchObject({ durationMs: 3_600_000, unknownDurations: 2 })
  expect(summary.rooms).toContainEqual({ roomName: null, count: 1 })
})

test('the number is typed when its digits are the number, however grouped', () => {
  for (const typed of ['1204', '1,204', '1 204', '1.204', ' 1204 ', '1’204'])
    expect(isTypedCount(typed, 1204)).toBe(true)
  for (const typed of ['', '120', '12040', 'x1204', '1204 recordings']) expect(isTypedCount(typed, 1204)).toBe(false)
})
