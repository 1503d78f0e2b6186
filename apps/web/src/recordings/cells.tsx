import type { ListedRecording } from '@reeldesk/contract'
import { m } from '../i18n/messages.ts'
import { useNow } from '../lib/clock.ts'
import { formats } from '../lib/format.ts'
import type { Mask } from '../shell/presenting.ts'
import { Badge } from '../ui/badge.tsx'
import { DeletionState } from './deletion-state.tsx'
import { durationOf, formatOf, roomOf } from './duration.ts'
import type { ColumnId } from './preferences.ts'

export interface CellProps {
  recording: ListedRecording
  mask: Mask
  /** 0 in the row where the keyboard stands, so that Tab passes through one row's controls and not through all. */
  tabIndex: 0 | -1
  href: string
}

function Filename({ recording, mask, tabIndex, href }: CellProps) {
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

function Room({ recording, mask }: CellProps) {
  if (recording.roomName === null) return <Unknown reason={m.room_unknown()} />
  const room = mask.room(roomOf(recording.roomName))
  return (
    <span dir="auto" title={room} className="name">
      {room}
    </span>
  )
}

function Started({ recording }: CellProps) {
  const now = useNow('minute')
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

function Duration({ recording }: CellProps) {
  const duration = durationOf(recording)
  return duration.known ? formats.duration(duration.ms) : <Unknown reason={DURATION_UNKNOWN[duration.why]()} />
}

function Size({ recording }: CellProps) {
  return formats.size(recording.sizeInMegaBytes)
}

function State({ recording, tabIndex }: CellProps) {
  return <DeletionState recording={recording} tabIndex={tabIndex} />
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

export const CELLS: Record<ColumnId, (props: CellProps) => React.ReactNode> = {
  filename: Filename,
  roomName: Room,
  startDate: Started,
  duration: Duration,
  sizeInMegaBytes: Size,
  state: State,
}
