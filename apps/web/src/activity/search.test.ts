import { expect, test } from 'vitest'
import { asFilters, readActivitySearch } from './search.ts'

const recordingId = 'a56f6ad7-37fe-4a37-9319-3174630ba57a'

test('keeps every filter that can be asked for', () => {
  const search = { actor: 'kim', action: 'recording.played', recordingId, from: '2026-01-01', to: '2026-01-31' }
  expect(readActivitySearch(search)).toEqual(search)
})

test('drops what is no filter, so that a mangled link still shows the trail', () => {
  const mangled = { actor: '', action: 'rm', recordingId: '../x', from: 'yesterday', to: '2026-13-45', page: '3' }
  expect(readActivitySearch(mangled)).toEqual({})
  expect(readActivitySearch({ actor: 7, from: ['2026-01-01'] })).toEqual({})
})

test('a day is the whole local day', () => {
  const { from, to } = asFilters({ from: '2026-03-01', to: '2026-03-01' })
  expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(86_400_000 - 1)
  expect(new Date(from ?? '').getHours()).toBe(0)
})
