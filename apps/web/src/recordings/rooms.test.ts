import { expect, test } from 'vitest'
import { roomNameFor, suggestRooms } from './rooms.ts'

const rooms = [
  { roomName: '/clinic-north', count: 9 },
  { roomName: '/interviews', count: 5 },
  { roomName: '/Inter-faculty', count: 2 },
]

test('suggestions hold what was typed, those that begin with it first', () => {
  const names = (typed: string) => suggestRooms(rooms, typed, 8).map((room) => room.roomName)
  expect(names('n')).toEqual(['/clinic-north', '/interviews', '/Inter-faculty'])
  expect(names('inter')).toEqual(['/interviews', '/Inter-faculty'])
  expect(names('/INTER')).toEqual(['/interviews', '/Inter-faculty'])
  expect(names('zzz')).toEqual([])
})

test('a loaded room is asked for as upstream keeps it, anything else as typed', () => {
  expect(roomNameFor(rooms, ' clinic-North ')).toBe('/clinic-north')
  expect(roomNameFor(rooms, 'elsewhere')).toBe('elsewhere')
  expect(roomNameFor(rooms, '  ')).toBeUndefined()
})
