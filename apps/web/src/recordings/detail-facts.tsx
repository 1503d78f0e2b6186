import type { ListedRecording } from '@reeldesk/contract'
import type { ReactNode } from 'react'
import { m } from '../i18n/messages.ts'
import { formats } from '../lib/format.ts'
import { useMask } from '../shell/presenting.ts'
import { IconButton } from '../ui/button.tsx'
import { copyAs } from './detail-actions.tsx'
import { DetailSection } from './detail-section.tsx'
import { durationOf, formatOf, roomOf } from './duration.ts'

export function DetailFacts({ recording }: { recording: ListedRecording }) {
  const { recordingId, roomSessionId, roomName, filename, startDate, endDate, sizeInMegaBytes } = recording
  const mask = useMask()
  const duration = durationOf(recording)
  const format = formatOf(filename)
  return (
    <DetailSection title={m.detail_facts()}>
      <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5">
        <Fact label={m.column_room()}>
          {roomName === null ? (
            <Unknown why={m.room_unknown()} />
          ) : (
            <span dir="auto" className="break-words">
              {mask.room(roomOf(roomName))}
            </span>
          )}
        </Fact>
        <Fact label={m.column_started()}>
          <Moment at={startDate} />
        </Fact>
        <Fact label={m.detail_ended()}>
          {endDate === null ? <Unknown why={m.duration_no_end()} /> : <Moment at={endDate} />}
        </Fact>
        <Fact label={m.column_duration()}>
          {duration.known ? formats.duration(duration.ms) : <Unknown why={DURATION_UNKNOWN[duration.why]()} />}
        </Fact>
        <Fact label={m.column_size()}>{formats.size(sizeInMegaBytes)}</Fact>
        <Fact label={m.detail_format()}>{format === '' ? <Unknown why={m.detail_format_unknown()} /> : format}</Fact>
        <Fact label={m.detail_id()}>
          <Copyable text={recordingId} label={m.detail_copy_id()} done={m.detail_copied_id()} />
        </Fact>
        <Fact label={m.detail_session_id()}>
          <Copyable text={roomSessionId} label={m.detail_copy_session()} done={m.detail_copied_session()} />
        </Fact>
      </dl>
    </DetailSection>
  )
}

const DURATION_UNKNOWN = {
  'no-end': m.duration_no_end,
  'end-before-start': m.duration_end_before_start,
  unreadable: m.duration_unreadable,
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  )
}

const Unknown = ({ why }: { why: string }) => (
  <span className="text-faint">
    — <span className="text-xs">{why}</span>
  </span>
)

function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} className="flex flex-col">
      <span>{formats.dateTimeLong(at)}</span>
      <span className="text-xs text-faint">{formats.utc(at)}</span>
    </time>
  )
}

function Copyable({ text, label, done }: { text: string; label: string; done: string }) {
  return (
    <span className="flex items-center gap-1">
      <code className="min-w-0 font-mono text-xs break-all">{text}</code>
      <IconButton label={label} icon="copy" onClick={() => void copyAs(text, done)} className="-my-1 size-6!" />
    </span>
  )
}
