import { roomOf } from './duration.ts'
import type { Rows } from './pages.ts'

export interface Room {
  /** As upstream keeps it: what the filter asks for. */
  roomName: string
  /** Loaded recordings of it. */
  count: number
}

const counted = new WeakMap<Rows, Room[]>()

/** The rooms among what is loaded, those with most recordings first. Counted once per snapshot, and only when asked for. */
export function roomsOf(rows: Rows): Room[] {
  const known = counted.get(rows)
  if (known) return known
  const counts = new Map<string, number>()
  for (let at = 0; at < rows.count; at += 1) {
    const roomName = rows.items[at]?.roomName
    if (roomName) counts.set(roomName, (counts.get(roomName) ?? 0) + 1)
  }
  const rooms = [...counts].map(([roomName, count]) => ({ roomName, count })).sort((a, b) => b.count - a.count)
  counted.set(rows, rooms)
  return rooms
}

const folded = (text: string) => roomOf(text.trim()).toLocaleLowerCase()

/** Rooms whose name holds what was typed; those that begin with it first. */
export function suggestRooms(rooms: Room[], typed: string, most: number): Room[] {
  const wanted = folded(typed)
  const holding = rooms.filter(({ roomName }) => folded(roomName).includes(wanted))
  const starting = holding.filter(({ roomName }) => folded(roomName).startsWith(wanted))
  return [...new Set([...starting, ...holding])].slice(0, most)
}

/** What to ask upstream for: a loaded room however its slash or case was typed, otherwise what was typed. */
export function roomNameFor(rooms: Room[], typed: string): string | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  return rooms.find(({ roomName }) => folded(roomName) === folded(text))?.roomName ?? text
}
