import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { actionName, actorName } from '../activity/describe.ts'
import { foldIntents } from '../activity/fold.ts'
import { Outcome } from '../activity/outcome.tsx'
import { listAuditEventsQuery } from '../activity/queries.ts'
import { m } from '../i18n/messages.ts'
import { formats } from '../lib/format.ts'
import { useStore } from '../lib/store.ts'
import { explain } from '../session/explain.ts'
import { Button } from '../ui/button.tsx'
import { Spinner } from '../ui/spinner.tsx'
import { DetailSection } from './detail-section.tsx'
import { linksAsked } from './links-made.ts'

const LATEST = 8

/** The latest of what the trail says of it. Only for those who may read the trail. */
export function DetailActivity({ recordingId }: { recordingId: string }) {
  const { data, error, refetch } = useInfiniteQuery(listAuditEventsQuery({ recordingId }))
  const asked = useStore(linksAsked)
  useEffect(() => {
    // A link was asked for from here just now: the trail has that.
    if (asked > 0) void refetch()
  }, [asked, refetch])
  const lines = foldIntents(data?.pages.flatMap((page) => page.results) ?? []).slice(0, LATEST)
  return (
    <DetailSection title={m.nav_activity()} note={m.detail_activity_latest()}>
      {error && !data ? (
        <p className="flex items-center gap-2 text-danger">
          {explain(error)}
          <Button size="sm" onClick={() => void refetch()}>
            {m.retry()}
          </Button>
        </p>
      ) : !data ? (
        <Spinner label={m.activity_loading()} />
      ) : lines.length === 0 ? (
        <p className="text-faint">{m.detail_activity_none()}</p>
      ) : (
        <>
          <ul className="flex flex-col gap-1.5">
            {lines.map((line) => (
              <li key={line.event.sequence} className="flex items-baseline gap-2">
                <span className="min-w-0 flex-1">
                  {actionName(line.event.action)} <span className="text-muted">{actorName(line.event.actor)}</span>
                </span>
                <Outcome line={line} />
                <time dateTime={line.event.at} title={formats.utc(line.event.at)} className="shrink-0 text-muted">
                  {formats.dateTime(line.event.at)}
                </time>
              </li>
            ))}
          </ul>
          <p className="mt-2">
            <Link to="/activity" search={{ recordingId }} className="text-accent underline-offset-2 hover:underline">
              {m.detail_activity_all()}
            </Link>
          </p>
        </>
      )}
    </DetailSection>
  )
}
