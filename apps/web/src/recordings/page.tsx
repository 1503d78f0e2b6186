import type { ListedRecording, SortBy } from '@reeldesk/contract'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { m } from '../i18n/messages.ts'
import { writeSearch } from '../lib/search-params.ts'
import { useShortcut } from '../lib/shortcuts.ts'
import { useSettled, useSteadyHandler } from '../lib/steady.ts'
import { useMask } from '../shell/presenting.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { ExportButton } from './export-button.tsx'
import { RecordingFlows } from './flows.tsx'
import { Freshness } from './freshness.tsx'
import { ListFooter } from './list-footer.tsx'
import type { ListSearch } from './list-search.ts'
import { ListFailed, NothingMatches, NothingYet, Skeleton } from './list-states.tsx'
import { Problem } from './problem.tsx'
import { listRecordingsQuery } from './queries.ts'
import { RoomFilter } from './room-filter.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { RecordingsTable } from './table.tsx'
import { useRecordings } from './use-recordings.ts'

const ViewDialog = lazy(() => import('./view-dialog.tsx').then((view) => ({ default: view.ViewDialog })))
const route = getRouteApi('/recordings')

export function RecordingsPage() {
  const { sort, room } = route.useSearch()
  const { recordingId: openId } = useParams({ strict: false })
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const mask = useMask()
  const query = useMemo(() => ({ sortBy: sort, roomName: room }), [sort, room])
  const list = useRecordings(query)
  useShortcut('list.refresh', list.refresh)

  const show = useCallback(
    (next: ListSearch) => {
      // Asked for before the address changes, which takes a frame or two of its own.
      void queryClient.prefetchInfiniteQuery(listRecordingsQuery({ sortBy: next.sort, roomName: next.room }))
      void navigate({ to: '.', search: next })
    },
    [navigate, queryClient],
  )
  const setSort = useCallback((next: SortBy | undefined) => show({ sort: next, room }), [show, room])
  const setRoom = useCallback((next: string | undefined) => show({ sort, room: next }), [show, sort])
  const search = useMemo(() => ({ sort, room }), [sort, room])
  const shownSearch = writeSearch(useSettled(search, !list.isStale))
  const onOpen = useSteadyHandler(
    ({ recordingId }: ListedRecording) =>
      void navigate({ to: '/recordings/$recordingId', params: { recordingId }, search, replace: openId !== undefined }),
  )

  const isEmpty = list.rows.count === 0
  return (
    <section aria-labelledby="recordings-title" className="relative flex h-full flex-col">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pt-3 pb-2.5">
        <h1 id="recordings-title" className="text-lg font-semibold">
          {m.nav_recordings()}
        </h1>
        <div className="min-w-0 flex-1 max-sm:basis-40">
          <Freshness list={list} />
        </div>
        <RoomFilter room={room} onChange={setRoom} />
        <ListTools list={list} />
      </header>
      {list.refreshError && !list.isRefreshing && (
        <Banner tone="warn" icon="warning">
          <span className="flex flex-wrap items-center gap-2">
            <Problem error={list.refreshError} what={m.list_refresh_failed()} onRetry={list.refresh} />
          </span>
        </Banner>
      )}
      <div className="relative min-h-0 flex-1">
        <RecordingsTable
          rows={list.rows}
          sort={sort}
          listName={`${sort ?? ''} ${room ?? ''}`}
          hasEnd={!list.hasMore && !list.isFirstLoad}
          isStale={list.isStale}
          openId={openId}
          search={shownSearch}
          onSort={setSort}
          onOpen={onOpen}
          onReach={list.onReach}
          footer={
            list.isFirstLoad ? (
              <Skeleton />
            ) : list.error ? (
              <ListFailed error={list.error} onRetry={list.retry} />
            ) : isEmpty && !list.hasMore ? (
              room === undefined ? (
                <NothingYet />
              ) : (
                <NothingMatches room={room} mask={mask} onClear={() => setRoom(undefined)} />
              )
            ) : (
              <ListFooter list={list} />
            )
          }
        />
        <SelectionBar rows={list.rows} isPanelOpen={openId !== undefined} />
      </div>
      <RecordingFlows />
      <Outlet />
    </section>
  )
}

function ListTools({ list }: { list: ReturnType<typeof useRecordings> }) {
  const [isViewOpen, setViewOpen] = useState(false)
  const { rows } = list
  return (
    <div className="flex items-center gap-2">
      <ExportButton
        label={m.export_all_loaded()}
        isShort
        disabled={rows.count === 0}
        recordings={() => rows.items.slice(0, rows.count)}
      />
      <Button icon="columns" onClick={() => setViewOpen(true)} className="max-sm:w-8">
        <span className="max-sm:sr-only">{m.view_open()}</span>
      </Button>
      {isViewOpen && (
        <Suspense>
          <ViewDialog onClose={() => setViewOpen(false)} />
        </Suspense>
      )}
    </div>
  )
}
