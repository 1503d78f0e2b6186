import type { ListedRecording } from '@reeldesk/contract'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { m } from '../i18n/messages.ts'
import { formats } from '../lib/format.ts'
import { useStore } from '../lib/store.ts'
import { useMask } from '../shell/presenting.ts'
import { DetailSection } from './detail-section.tsx'
import { durationOf } from './duration.ts'
import { loadedRows } from './list-state.ts'

/** Upstream cannot be asked for a session's recordings, so this is what the loaded rows know, and says so. */
export function DetailSession({ recording: { recordingId, roomSessionId } }: { recording: ListedRecording }) {
  const rows = useStore(loadedRows)
  const mask = useMask()
  const others = useMemo(
    () =>
      rows.items
        .slice(0, rows.count)
        .filter((row) => row.roomSessionId === roomSessionId && row.recordingId !== recordingId)
        .sort((a, b) => Date.parse(a.startDate) - Date.parse(b.startDate)),
    [rows, roomSessionId, recordingId],
  )
  return (
    <DetailSection title={m.session_recordings()} note={m.among_loaded({ count: rows.count })}>
      {others.length === 0 ? (
        <p className="text-faint">{m.session_recordings_none()}</p>
      ) : (
        <ul className="-mx-2">
          {others.map((other) => {
            const duration = durationOf(other)
            return (
              <li key={other.recordingId}>
                <Link
                  to="/recordings/$recordingId"
                  params={{ recordingId: other.recordingId }}
                  search
                  className="flex min-h-7 items-center gap-3 rounded-sm px-2 hover:bg-hover"
                >
                  <bdi className="name min-w-0 flex-1">{mask.file(other.filename)}</bdi>
                  <span className="shrink-0 text-muted">{formats.time(other.startDate)}</span>
                  <span className="w-16 shrink-0 text-right text-muted">
                    {duration.known ? formats.duration(duration.ms) : '—'}
                  </span>
                </Link>
              </li>
            )
          })}
        </ul>
      )}
    </DetailSection>
  )
}
