import type { ListedRecording } from '@reeldesk/contract'
import { type ReactNode, useState } from 'react'
import { m } from '../i18n/messages.ts'
import { formats } from '../lib/format.ts'
import { useMask } from '../shell/presenting.ts'
import { type DeleteSummary, summarise } from './delete-summary.ts'
import { countOutOfView } from './delete-targets.ts'
import { roomOf } from './duration.ts'

const ROOMS_NAMED = 3

/** Count, size, duration, oldest and newest, rooms; and what of it cannot be seen at the moment. */
export function DeleteFacts({ recordings, leftOut }: { recordings: readonly ListedRecording[]; leftOut: number }) {
  const [summary] = useState(() => summarise(recordings))
  const [outOfView] = useState(() => (recordings.length > 1 ? countOutOfView(recordings) : 0))
  const mask = useMask()
  const [only] = recordings
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 rounded-md bg-hover px-3 py-2.5 text-sm">
        {recordings.length === 1 && only && (
          <Fact label={m.column_recording()}>
            <span dir="auto" className="break-words">
              {mask.file(only.filename)}
            </span>
          </Fact>
        )}
        <Fact label={summary.rooms.length === 1 ? m.column_room() : m.delete_rooms()}>
          <Rooms summary={summary} />
        </Fact>
        <Fact label={m.column_size()}>{formats.size(summary.megabytes)}</Fact>
        <Fact label={m.column_duration()}>
          <TotalDuration summary={summary} />
        </Fact>
        {summary.oldest !== null && summary.newest !== null && <When oldest={summary.oldest} newest={summary.newest} />}
      </dl>
      {outOfView > 0 && <p className="text-sm text-warn">{m.delete_out_of_view({ count: outOfView })}</p>}
      {leftOut > 0 && <p className="text-sm text-muted">{m.delete_left_out({ count: leftOut })}</p>}
    </div>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  )
}

function TotalDuration({ summary: { durationMs, unknownDurations, count } }: { summary: DeleteSummary }) {
  if (unknownDurations === count) return m.delete_duration_unknown()
  const known = formats.duration(durationMs)
  return unknownDurations === 0 ? known : m.delete_duration_partly({ known, count: unknownDurations })
}

function When({ oldest, newest }: { oldest: string; newest: string }) {
  if (oldest === newest) return <Fact label={m.column_started()}>{formats.dateTimeLong(oldest)}</Fact>
  return (
    <>
      <Fact label={m.delete_oldest()}>{formats.dateTimeLong(oldest)}</Fact>
      <Fact label={m.delete_newest()}>{formats.dateTimeLong(newest)}</Fact>
    </>
  )
}

function Rooms({ summary }: { summary: DeleteSummary }) {
  const mask = useMask()
  const named = summary.rooms.slice(0, ROOMS_NAMED)
  const others = summary.rooms.length - named.length
  const isOneRoom = summary.rooms.length === 1
  return (
    <ul>
      {named.map(({ roomName, count }) => (
        <li key={roomName ?? ''} className="flex gap-2">
          <bdi className="name min-w-0">
            {roomName === null ? m.delete_room_unknown() : mask.room(roomOf(roomName))}
          </bdi>
          {!isOneRoom && <span className="text-faint">{formats.number(count)}</span>}
        </li>
      ))}
      {others > 0 && <li className="text-muted">{m.delete_more_rooms({ count: others })}</li>}
    </ul>
  )
}
