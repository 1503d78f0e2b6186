import type { ListedRecording } from '@reeldesk/contract'
import type { ReactNode } from 'react'
import { m } from '../i18n/messages.ts'
import { formats } from '../lib/format.ts'
import type { Mask } from '../shell/presenting.ts'
import { Badge } from '../ui/badge.tsx'
import { DeletionState } from './deletion-state.tsx'
import { durationOf, formatOf, roomOf } from './duration.ts'
import type { ColumnId } from './preferences.ts'

export interface CellContext {
  recording: ListedRecording
  mask: Mask
  /** 0 in the row where the keyboard stands, so that Tab passes through one row's controls and not through all. */
  tabIndex: 0 | -1
  href: string
  now: number
}

function filename({ recording, mask, tabIndex, href }: CellContext) {
  const format = formatOf(recording.filename)
  const name = mask.file(recording.filename)
  return (
    <>
      <a href={href} tabIndex={tabIndex} dir="auto" title={name} className="name">
        {name}
      </a>
      {format !== 'mp4' && format !== '' && <Badge tone="outline">{format}</Badge>}
    </>
  )
}

function room({ recording, mask }: CellContext) {
  if (recording.roomName === null) return <Unknown reason={m.room_unknown()} />
  const name = mask.room(roomOf(recording.roomName))
  return (
    <span dir="auto" title={name} className="name">
      {name}
    </span>
  )
}

function started({ recording, now }: CellContext) {
  return (
    <>
      <time dateTime={recording.startDate} title={formats.utc(recording.startDate)}>
        {formats.dateTime(recording.startDate)}
      </time>
      <span className="relative-time">{formats.relative(recording.startDate, now)}</span>
    </>
  )
}

const DURATION_UNKNOWN = {
  'no-end': m.duration_no_end,
  'end-before-start': m.duration_end_before_start,
  unreadable: m.duration_unreadable,
}

function duration({ recording }: CellContext) {
  const length = durationOf(recording)
  return length.known ? formats.duration(length.ms) : <Unknown reason={DURATION_UNKNOWN[length.why]()} />
}

function size({ recording }: CellContext) {
  return formats.size(recording.sizeInMegaBytes)
}

function state({ recording, tabIndex }: CellContext) {
  return recording.deletion && <DeletionState recording={recording} tabIndex={tabIndex} />
}

/** Not known is shown as not known, with the reason at hand. */
function Unknown({ reason }: { reason: string }) {
  return (
    <span title={reason} className="text-faint">
      <span aria-hidden="true">—</span>
      <span className="sr-only">{reason}</span>
    </span>
  )
}

/** What stands in each column. Plain functions: eight components a row would be most of what drawing a list costs. */
export const CELLS: Record<ColumnId, (context: CellContext) => ReactNode> = {
  filename,
  roomName: room,
  startDate: started,
  duration,
  sizeInMegaBytes: size,
  state,
}
