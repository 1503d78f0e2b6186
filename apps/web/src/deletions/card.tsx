import type { Deletion } from '@reeldesk/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useId } from 'react'
import { actorName } from '../activity/describe.ts'
import { m } from '../i18n/messages.ts'
import { useNow } from '../lib/clock.ts'
import { formats } from '../lib/format.ts'
import { useUnavailable } from '../session/session.ts'
import { useMask } from '../shell/presenting.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { retry, undo, useIsUnderWay } from './commands.ts'
import { Countdown } from './countdown.tsx'
import { DeletionItems } from './items.tsx'
import { isActive, isRetriable, totalOf } from './progress.ts'
import { ProgressBar } from './progress-bar.tsx'
import { watchDeletion } from './watched.ts'

/** Who, when, why, how many; how far it is; and what can still be done. */
export function DeletionCard({
  deletion,
  isOpen,
  onToggle,
}: {
  deletion: Deletion
  isOpen: boolean
  onToggle: (isOpen: boolean) => void
}) {
  const { deletionId, requestedBy, requestedAt, reason, totals } = deletion
  const now = useNow('minute')
  const mask = useMask()
  const titleId = useId()
  const itemsId = useId()
  const active = isActive(deletion)
  const left = totalOf(totals) - totals.gone
  useEffect(() => {
    if (active) watchDeletion(deletionId)
  }, [active, deletionId])

  return (
    <li aria-labelledby={titleId} className="border-b border-line px-4 py-3.5">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <h2 id={titleId} className="font-medium">
            {m.deletion_of({ count: totalOf(totals) })}
            <span className="font-normal text-muted"> · {actorName(requestedBy)}</span>
          </h2>
          <p className="text-xs text-muted">
            <time dateTime={requestedAt} title={formats.utc(requestedAt)}>
              {formats.dateTime(requestedAt)}
            </time>
            <span className="text-faint"> · {formats.relative(requestedAt, now)}</span>
          </p>
          {reason !== null && (
            <p className="mt-1 break-words">
              <span className="text-faint">{m.deletion_reason()} </span>
              <bdi>{mask.on ? m.masked_reason() : reason}</bdi>
            </p>
          )}
        </div>
        <Commands deletion={deletion} />
      </div>
      <ProgressBar deletion={deletion} />
      {left > 0 && (
        <>
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={isOpen ? itemsId : undefined}
            onClick={() => onToggle(!isOpen)}
            className="mt-1.5 -ml-1 inline-flex min-h-6 items-center gap-1 rounded-sm px-1 text-xs text-muted hover:text-ink"
          >
            <Icon name={isOpen ? 'chevronDown' : 'chevronRight'} />
            {isOpen ? m.deletion_hide_items() : m.deletion_show_items({ count: left })}
          </button>
          {isOpen && (
            <div id={itemsId}>
              <DeletionItems deletionId={deletionId} />
            </div>
          )}
        </>
      )}
    </li>
  )
}

function Commands({ deletion }: { deletion: Deletion }) {
  const { deletionId, totals, executeAt } = deletion
  const queryClient = useQueryClient()
  const unavailable = useUnavailable('recordings.delete')
  const isUndoing = useIsUnderWay('undo', deletionId)
  const isRetrying = useIsUnderWay('retry', deletionId)
  const mask = useMask()
  return (
    <div className="flex flex-wrap items-center gap-3">
      {totals.waiting > 0 && (
        <Countdown until={executeAt}>
          {(left) => (
            <>
              <span className="text-warn">{left === undefined ? m.row_sending() : m.row_deletes_in({ left })}</span>
              <Button
                size="sm"
                icon="undo"
                unavailable={unavailable}
                disabled={isUndoing}
                onClick={() => void undo(queryClient, deletionId)}
              >
                {m.undo()}
              </Button>
            </>
          )}
        </Countdown>
      )}
      {isRetriable(deletion) && !mask.on && (
        <Button
          size="sm"
          icon="retry"
          unavailable={unavailable}
          disabled={isRetrying}
          onClick={() => void retry(queryClient, deletionId)}
        >
          {m.deletion_retry({ count: totals.failed + totals.remaining })}
        </Button>
      )}
    </div>
  )
}
