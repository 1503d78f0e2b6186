import { m } from '../i18n/messages.ts'
import { useNow } from '../lib/clock.ts'
import { formats } from '../lib/format.ts'
import { IconButton } from '../ui/button.tsx'
import { Spinner } from '../ui/spinner.tsx'
import type { RecordingsList } from './use-recordings.ts'

const JUST_NOW_MS = 60_000

/** What is shown and how fresh it is: a count says what it counts. */
export function Freshness({ list }: { list: RecordingsList }) {
  const now = useNow('minute')
  const { rows, hasMore, checkedAt, isRefreshing, isStale } = list
  const shown = formats.number(rows.count)
  return (
    <div className="flex items-center gap-1 text-muted">
      <p className="whitespace-nowrap">
        {checkedAt !== undefined && !isStale && (
          <>
            {rows.count > 0 && (
              <span className="text-ink">{hasMore ? m.list_loaded({ shown }) : m.list_all({ shown })}</span>
            )}
            <span className="text-faint" title={formats.utc(checkedAt)}>
              {rows.count > 0 && ' · '}
              {now - checkedAt < JUST_NOW_MS
                ? m.list_checked_now()
                : m.list_checked({ when: formats.relative(checkedAt, now) })}
            </span>
          </>
        )}
      </p>
      {isRefreshing || isStale ? (
        <span className="grid size-7 place-items-center">
          <Spinner label={m.list_loading()} />
        </span>
      ) : (
        <IconButton label={m.refresh()} hint="r" icon="refresh" onClick={list.refresh} />
      )}
    </div>
  )
}
