import type { Deletion, DeletionItem, ListedRecording } from '@reeldesk/contract'
import { expect, test } from 'vitest'
import { changeBy, changeByRequest } from './marks.ts'

const executeAt = '2026-01-01T00:00:10.000Z'
const row = (recordingId: string, deletion?: ListedRecording['deletion']): ListedRecording => ({
  recordingId,
  roomSessionId: 's',
  roomName: null,
  filename: `${recordingId}.mp4`,
  startDate: '2026-01-01T00:00:00.000Z',
  endDate: null,
  sizeInMegaBytes: 1,
  ...(deletion ? { deletion } : {}),
})
const deletion = (items: Pick<DeletionItem, 'recordingId' | 'state'>[]): Deletion => ({
  deletionId: 'd1',
  requestedBy: { iss: 'i', sub: 's', name: null, email: null },
  requestedAt: executeAt,
  executeAt,
  reason: null,
  totals: { waiting: 0, sent: 0, gone: 0, remaining: 0, failed: 0, undone: 0 },
  items: items.map((item) => ({ ...item, filename: null })),
})
const waiting = { deletionId: 'd1', state: 'waiting', executeAt } as const

test('an accepted deletion marks its rows and no others', () => {
  const change = changeByRequest(deletion([]), ['a'])
  expect(change(row('a'))).toEqual(row('a', waiting))
  expect(change(row('b'))).toEqual(row('b'))
})

test('a row leaves only when the deletion that holds it no longer lists it', () => {
  const change = changeBy(deletion([{ recordingId: 'b', state: 'sent' }]))
  expect(change(row('a', waiting))).toBeNull()
  expect(change(row('b', waiting))?.deletion?.state).toBe('sent')
  expect(change(row('c'))).toEqual(row('c'))
  expect(change(row('d', { ...waiting, deletionId: 'd2' }))).toEqual(row('d', { ...waiting, deletionId: 'd2' }))
})

test('without its items a deletion says nothing of any row', () => {
  const { items: _, ...bare } = deletion([])
  expect(changeBy(bare)(row('a', waiting))).toEqual(row('a', waiting))
})

test('undo takes the mark away and a later deletion’s mark stays', () => {
  const change = changeBy(deletion([{ recordingId: 'a', state: 'undone' }]))
  expect(change(row('a', waiting))).toEqual(row('a'))
  const later = row('a', { ...waiting, deletionId: 'd2' })
  expect(change(later)).toBe(later)
})
