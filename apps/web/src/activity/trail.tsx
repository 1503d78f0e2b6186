import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { auditCsvPath } from '../api/client.ts'
import { PageFailed, PageSkeleton } from '../deletions/page-states.tsx'
import { m } from '../i18n/messages.ts'
import { formats } from '../lib/format.ts'
import { useShortcut } from '../lib/shortcuts.ts'
import { Problem } from '../recordings/problem.tsx'
import { needsRole } from '../session/session.ts'
import { Banner } from '../ui/banner.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Icon } from '../ui/icon.tsx'
import { Spinner } from '../ui/spinner.tsx'
import { foldIntents } from './fold.ts'
import { listAuditEventsQuery } from './queries.ts'
import { type ActivitySearch, asFilters, isFiltered } from './search.ts'
import { TrailTable } from './trail-table.tsx'

/** How far from its end the list asks for more, in pixels. */
const AHEAD = 1_200

export function Trail({ search, onClear }: { search: ActivitySearch; onClear: () => void }) {
  const filters = useMemo(() => asFilters(search), [search])
  const list = useInfiniteQuery(listAuditEventsQuery(filters))
  const { data, error, isPending, hasNextPage, isFetching, isFetchingNextPage, isFetchNextPageError } = list
  const events = useMemo(() => data?.pages.flatMap((page) => page.results) ?? [], [data])
  const lines = useMemo(() => foldIntents(events), [events])
  const refresh = () => void list.refetch()
  useShortcut('list.refresh', refresh)
  const loadMore = () => {
    if (hasNextPage && !isFetching) void list.fetchNextPage()
  }

  if (isPending) return <PageSkeleton label={m.activity_loading()} />
  if (error?.code === 'forbidden') {
    return <EmptyState icon="lock" title={m.activity_not_allowed()} detail={needsRole('audit.read')} />
  }
  if (!data) return error && <PageFailed error={error} what={m.activity_failed()} onRetry={refresh} />
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1.5 text-muted">
        <p className="flex-1 max-sm:basis-full">
          {hasNextPage
            ? m.activity_loaded({ shown: formats.number(events.length) })
            : m.activity_all({ shown: formats.number(events.length) })}
          {events.length > lines.length && (
            <span className="text-faint"> · {m.activity_folded({ count: events.length - lines.length })}</span>
          )}
        </p>
        {isFetching && !isFetchingNextPage ? (
          <Spinner label={m.activity_loading()} />
        ) : (
          <IconButton label={m.refresh()} hint="r" icon="refresh" onClick={refresh} />
        )}
        <a
          href={auditCsvPath(filters)}
          download
          title={m.activity_csv_hint()}
          className="inline-flex h-7 items-center gap-1.5 rounded-md border border-edge bg-raised px-2.5 text-xs font-medium text-ink hover:bg-hover"
        >
          <Icon name="download" className="-ml-0.5" />
          {isFiltered(search) ? m.activity_csv_matching() : m.activity_csv_all()}
        </a>
      </div>
      {error && (
        <Banner tone="warn" icon="warning">
          <span className="flex flex-wrap items-center gap-2">
            <Problem
              error={error}
              what={isFetchNextPageError ? m.activity_more_failed() : m.activity_refresh_failed()}
              onRetry={isFetchNextPageError ? () => void list.fetchNextPage() : refresh}
            />
          </span>
        </Banner>
      )}
      <div
        className="min-h-0 flex-1 overflow-auto"
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          if (scrollHeight - scrollTop - clientHeight < AHEAD && !isFetchNextPageError) loadMore()
        }}
      >
        {lines.length === 0 ? (
          <EmptyState
            icon="activity"
            title={isFiltered(search) ? m.activity_nothing_matches() : m.activity_none()}
            action={isFiltered(search) ? <Button onClick={onClear}>{m.activity_clear()}</Button> : undefined}
          />
        ) : (
          <>
            <TrailTable lines={lines} />
            <footer className="flex min-h-16 items-center justify-center text-muted">
              {isFetchingNextPage ? (
                <Spinner label={m.activity_loading()} />
              ) : hasNextPage ? (
                <Button onClick={loadMore}>{m.list_load_more()}</Button>
              ) : (
                m.activity_end()
              )}
            </footer>
          </>
        )}
      </div>
    </>
  )
}
