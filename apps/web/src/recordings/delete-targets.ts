import type { ListedRecording } from '@reeldesk/contract'
import { loadedRows, visibleRange } from './list-state.ts'

/** As the list has it now: what was selected a while ago may carry an old mark. */
export function asLoaded(recording: ListedRecording): ListedRecording {
  const rows = loadedRows.get()
  const index = rows.indexOf(recording.recordingId)
  return (index === undefined ? undefined : rows.items[index]) ?? recording
}

/** How many of these the person does not see at the moment: scrolled away, or not in this list at all. */
export function countOutOfView(recordings: readonly ListedRecording[]): number {
  const rows = loadedRows.get()
  const { first, last } = visibleRange.get()
  return recordings.filter(({ recordingId }) => {
    const index = rows.indexOf(recordingId)
    return index === undefined || index < first || index > last
  }).length
}
