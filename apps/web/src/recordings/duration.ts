import type { Recording } from '@reeldesk/contract'

/** How long a recording is, or why that is not known. Upstream sends two dates, not a duration. */
export type Duration = { known: true; ms: number } | { known: false; why: 'no-end' | 'end-before-start' | 'unreadable' }

export function durationOf({ startDate, endDate }: Pick<Recording, 'startDate' | 'endDate'>): Duration {
  if (endDate === null) return { known: false, why: 'no-end' }
  const ms = Date.parse(endDate) - Date.parse(startDate)
  if (Number.isNaN(ms)) return { known: false, why: 'unreadable' }
  return ms < 0 ? { known: false, why: 'end-before-start' } : { known: true, ms }
}

/** File name ending in lower case, without its dot; empty when there is none. */
export function formatOf(filename: string): string {
  return /\.([a-z][a-z0-9]{1,4})$/i.exec(filename)?.[1]?.toLowerCase() ?? ''
}

/** A room as people say it. Upstream keeps it with a leading slash. */
export function roomOf(roomName: string): string {
  return roomName.startsWith('/') ? roomName.slice(1) : roomName
}
