import type { ListedRecording, Recording } from '@reeldesk/contract'
import { durationOf } from './duration.ts'

/** What a deletion would take away, as far as this screen knows. */
export interface DeleteSummary {
  count: number
  megabytes: number
  durationMs: number
  /** Recordings whose duration is not known and not in the sum. */
  unknownDurations: number
  /** ISO starts; null when nothing is known. */
  oldest: string | null
  newest: string | null
  /** Most recordings first, then by name; null is a recording without a room name. */
  rooms: { roomName: string | null; count: number }[]
}

export function summarise(recordings: readonly Recording[]): DeleteSummary {
  const rooms = new Map<string | null, number>()
  const summary: DeleteSummary = {
    count: recordings.length,
    megabytes: 0,
    durationMs: 0,
    unknownDurations: 0,
    oldest: null,
    newest: null,
    rooms: [],
  }
  for (const { roomName, startDate, endDate, sizeInMegaBytes } of recordings) {
    summary.megabytes += sizeInMegaBytes
    const duration = durationOf({ startDate, endDate })
    if (duration.known) summary.durationMs += duration.ms
    else summary.unknownDurations += 1
    if (summary.oldest === null || Date.parse(startDate) < Date.parse(summary.oldest)) summary.oldest = startDate
    if (summary.newest === null || Date.parse(startDate) > Date.parse(summary.newest)) summary.newest = startDate
    rooms.set(roomName, (rooms.get(roomName) ?? 0) + 1)
  }
  summary.rooms = [...rooms]
    .map(([roomName, count]) => ({ roomName, count }))
    .sort((a, b) => b.count - a.count || (a.roomName ?? '').localeCompare(b.roomName ?? ''))
  return summary
}

/** From here on the number has to be typed: a slip of the hand does not type 214. */
export const TYPED_ABOVE = 100

/** Digits only count: "1,204", "1 204" and "1204" are the same number. */
export function isTypedCount(typed: string, count: number): boolean {
  return /^[\d\s.,'’  ]+$/.test(typed) && typed.replace(/\D/g, '') === String(count)
}

/** Waiting or sent: asking for it once more would change nothing. */
export function isBeingDeleted({ deletion }: Pick<ListedRecording, 'deletion'>): boolean {
  return deletion?.state === 'waiting' || deletion?.state === 'sent'
}
