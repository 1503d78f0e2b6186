import type { ListedRecording } from '@reeldesk/contract'
import { describe, expect, test } from 'vitest'
import { createFlattener } from './pages.ts'
import { createSelection } from './selection.ts'

const recording = (recordingId: string, over: Partial<ListedRecording> = {}): ListedRecording => ({
  recordingId,
  roomSessionId: 'session',
  roomName: '/room',
  filename: `${recordingId}.mp4`,
  startDate: '2026-01-01T00:00:00.000Z',
  endDate: '2026-01-01T01:00:00.000Z',
  sizeInMegaBytes: 10,
  ...over,
})

const rowsOf = (ids: string) =>
  createFlattener()([{ results: [...ids].map((id) => recording(id)), cursor: null, checkedAt: 0 }])
const rows = rowsOf('abcdefgh')
const selected = (selection: ReturnType<typeof createSelection>) => [...selection.get().items.keys()].sort().join('')

describe('ranges', () => {
  test('reach from the row selected last to the one named', () => {
    const selection = createSelection()
    selection.toggle(recording('c'))
    selection.extend(rows, 'c', 'f')
    expect(selected(selection)).toBe('cdef')
  })

  test('are drawn back when extended the other way, and spare what was selected before', () => {
    const selection = createSelection()
    selection.toggle(recording('e'))
    selection.toggle(recording('c'))
    selection.extend(rows, 'c', 'g')
    expect(selected(selection)).toBe('cdefg')
    selection.extend(rows, 'c', 'a')
    expect(selected(selection)).toBe('abce')
  })

  test('start where the keyboard stands when nothing was selected', () => {
    const selection = createSelection()
    selection.extend(rows, 'b', 'c')
    selection.extend(rows, 'c', 'd')
    expect(selected(selection)).toBe('bcd')
    selection.extend(rows, 'd', 'c')
    expect(selected(selection)).toBe('bc')
  })

  test('start anew when the row selected last is not in this list', () => {
    const selection = createSelection()
    selection.toggle(recording('z'))
    selection.extend(rows, 'b', 'c')
    expect(selected(selection)).toBe('bcz')
  })

  test('go nowhere when their end is not in this list', () => {
    const selection = createSelection()
    selection.extend(rows, 'a', 'z')
    expect(selection.get().count).toBe(0)
  })
})

describe('totals', () => {
  test('follow what is added and removed, each recording once', () => {
    const selection = createSelection()
    selection.addAll(rows.items)
    selection.addAll(rows.items)
    expect(selection.get()).toMatchObject({ count: 8, megaBytes: 80, durationMs: 8 * 3_600_000, durationUnknown: 0 })
    selection.remove(['a', 'b', 'nobody'])
    expect(selection.get()).toMatchObject({ count: 6, megaBytes: 60, durationMs: 6 * 3_600_000 })
  })

  test('say how many durations are not known instead of counting them as 0', () => {
    const selection = createSelection()
    selection.addAll([recording('a'), recording('b', { endDate: null })])
    expect(selection.get()).toMatchObject({ durationMs: 3_600_000, durationUnknown: 1 })
    selection.toggle(recording('b'))
    expect(selection.get()).toMatchObject({ durationMs: 3_600_000, durationUnknown: 0 })
  })

  test('leave no rounding behind when everything is removed', () => {
    const selection = createSelection()
    const odd = [0.1, 0.2, 0.3].map((sizeInMegaBytes, index) => recording(`${index}`, { sizeInMegaBytes }))
    selection.addAll(odd)
    selection.remove(odd.map((each) => each.recordingId))
    expect(selection.get().megaBytes).toBe(0)
  })
})

test('a new list changes nothing about what is selected', () => {
  const selection = createSelection()
  selection.extend(rows, 'a', 'c')
  selection.extend(rowsOf('xyz'), 'x', 'y')
  expect(selected(selection)).toBe('abcxy')
})

test('clearing forgets everything, the range in hand too', () => {
  const selection = createSelection()
  selection.extend(rows, 'a', 'c')
  selection.clear()
  expect(selection.get().count).toBe(0)
  expect(selection.get().items.has('a')).toBe(false)
  selection.extend(rows, 'g', 'h')
  expect(selected(selection)).toBe('gh')
})
