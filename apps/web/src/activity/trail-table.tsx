import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { m } from '../i18n/messages.ts'
import { formats, localZone } from '../lib/format.ts'
import { roleName } from '../session/session.ts'
import { type Mask, useMask } from '../shell/presenting.ts'
import { actionName, actorName } from './describe.ts'
import { factsOf, recordingOf } from './facts.ts'
import type { Line } from './fold.ts'
import { Outcome } from './outcome.tsx'

const HEAD =
  'sticky top-0 z-1 border-b border-line bg-canvas px-3 py-2 text-left text-xs font-medium text-muted first:pl-4'
const CELL = 'px-3 py-2 align-top first:pl-4'

/** On a narrow screen each line becomes a small block: what, who, when, and the rest. */
export function TrailTable({ lines }: { lines: Line[] }) {
  const mask = useMask()
  return (
    <table className="w-full border-separate border-spacing-0 max-md:block">
      <caption className="sr-only">{m.nav_activity()}</caption>
      <thead className="max-md:sr-only">
        <tr>
          <th scope="col" className={HEAD}>
            {m.activity_when()} <span className="font-normal text-faint">{localZone()}</span>
          </th>
          <th scope="col" className={HEAD}>
            {m.activity_who()}
          </th>
          <th scope="col" className={HEAD}>
            {m.activity_what()}
          </th>
          <th scope="col" className={HEAD}>
            {m.column_recording()}
          </th>
          <th scope="col" className={HEAD}>
            {m.activity_outcome()}
          </th>
          <th scope="col" className={HEAD}>
            {m.activity_where()}
          </th>
        </tr>
      </thead>
      <tbody className="max-md:block">
        {lines.map((line) => (
          <TrailLine key={line.event.sequence} line={line} mask={mask} />
        ))}
      </tbody>
    </table>
  )
}

const TrailLine = memo(function TrailLine({ line, mask }: { line: Line; mask: Mask }) {
  const { event } = line
  const facts = factsOf(line, mask)
  return (
    <tr className="hover:bg-hover max-md:flex max-md:flex-wrap max-md:items-center max-md:border-b max-md:border-line max-md:py-2 md:[&>td]:border-b md:[&>td]:border-line">
      <td className={`${CELL} whitespace-nowrap max-md:order-4 max-md:basis-full max-md:py-0.5 max-md:text-xs`}>
        <time dateTime={event.at} title={formats.utc(event.at)}>
          {formats.dateTimeLong(event.at)}
        </time>
      </td>
      <td className={`${CELL} max-md:order-3 max-md:basis-full max-md:py-0.5 max-md:pl-4 max-md:text-muted`}>
        <bdi title={event.actor.email ?? event.actor.sub}>{actorName(event.actor)}</bdi>
        {event.role !== null && <span className="text-faint"> · {roleLabel(event.role)}</span>}
      </td>
      <td className={`${CELL} max-md:order-1 max-md:flex-1 max-md:py-0.5 max-md:pl-4 max-md:font-medium`}>
        {actionName(event.action)}
        {facts.length > 0 && <span className="block text-xs font-normal text-muted">{facts.join(' · ')}</span>}
      </td>
      <td
        className={`${CELL} max-w-72 max-md:order-5 max-md:max-w-full max-md:basis-full max-md:py-0.5 max-md:pl-4 max-md:empty:hidden`}
      >
        <Subject line={line} mask={mask} />
      </td>
      <td className={`${CELL} max-md:order-2 max-md:py-0.5`}>
        <Outcome line={line} />
      </td>
      <td className={`${CELL} text-xs text-muted max-md:hidden`}>
        {event.address ?? '—'}
        {event.requestId !== null && (
          <span title={event.requestId} className="name block max-w-32 font-mono text-2xs text-faint">
            {event.requestId}
          </span>
        )}
      </td>
    </tr>
  )
})

const ROLES = ['viewer', 'operator', 'manager', 'admin'] as const

/** The trail keeps the role's name as it was; one that is no longer known is shown as it stands. */
function roleLabel(role: string): string {
  const known = ROLES.find((each) => each === role)
  return known ? roleName(known) : role
}

function Subject({ line, mask }: { line: Line; mask: Mask }) {
  const { recordingId, deletionId } = line.event
  if (recordingId !== undefined) {
    const filename = recordingOf(line)
    return (
      <Link
        to="/recordings/$recordingId"
        params={{ recordingId }}
        title={recordingId}
        dir="auto"
        className="name block hover:underline"
      >
        {filename === undefined ? recordingId : mask.file(filename)}
      </Link>
    )
  }
  if (deletionId === undefined) return null
  return (
    <Link to="/deletions" search={{ open: deletionId }} className="text-muted hover:underline">
      {m.activity_deletion()}
    </Link>
  )
}
