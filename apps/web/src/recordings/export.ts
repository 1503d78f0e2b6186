import type { ListedRecording } from '@reeldesk/contract'
import { exportRecordings } from '../api/client.ts'
import { m } from '../i18n/messages.ts'
import { BYTE_ORDER_MARK, csvLine } from './csv.ts'
import { durationOf } from './duration.ts'

const IDS_PER_CALL = 10_000

/** Times in a file are UTC, sizes and durations plain numbers. */
export function recordingsCsv(recordings: readonly ListedRecording[]): string {
  const head = [
    m.csv_recording_id(),
    m.csv_file(),
    m.csv_room(),
    m.csv_session_id(),
    m.csv_started(),
    m.csv_ended(),
    m.csv_duration(),
    m.csv_size(),
  ]
  const lines = recordings.map((recording) => {
    const duration = durationOf(recording)
    return csvLine([
      recording.recordingId,
      recording.filename,
      recording.roomName,
      recording.roomSessionId,
      recording.startDate,
      recording.endDate,
      duration.known ? Math.round(duration.ms / 1_000) : null,
      recording.sizeInMegaBytes,
    ])
  })
  return BYTE_ORDER_MARK + csvLine(head) + lines.join('')
}

/** The file is made only after every row of it is on the trail. */
export async function exportAsCsv(recordings: readonly ListedRecording[], now = new Date()): Promise<void> {
  const ids = recordings.map(({ recordingId }) => recordingId)
  for (let at = 0; at < ids.length; at += IDS_PER_CALL) await exportRecordings(ids.slice(at, at + IDS_PER_CALL))
  save(recordingsCsv(recordings), `recordings-${now.toISOString().slice(0, 16).replace(':', '')}Z.csv`)
}

function save(text: string, filename: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = filename
  link.click()
  // The browser has taken the file over once the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address))
}
