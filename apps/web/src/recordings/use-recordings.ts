import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react'
import type { ApiError } from '../api/error.ts'
import type { ListQuery } from '../api/paths.ts'
import { useOnOnline } from '../lib/online.ts'
import { useOnSignedIn } from '../session/signed-out.ts'
import { loadedRows, visibleRange } from './list-state.ts'
import { createFlattener, pageOf, type Rows } from './pages.ts'
import { listRecordingsQuery } from './queries.ts'
import { isCursorExpired, refreshRows, startOver } from './refresh.ts'

const STALE_MS = 60_000
/** Rows fetched ahead of someone who is on the way down: a fast wheel does not wait. */
const AHEAD_MOVING = 300
const AHEAD_RESTING = 50

export interface RecordingsList {
  rows: Rows
  /** When what is on screen was checked: the oldest of its pages. */
  checkedAt: number | undefined
  /** Nothing has come yet. */
  isFirstLoad: boolean
  /** Rows of the order or filter before, until the new ones come. */
  isStale: boolean
  isLoadingMore: boolean
  isRefreshing: boolean
  hasMore: boolean
  /** Nothing to show. */
  error: ApiError | null
  moreError: ApiError | null
  refreshError: ApiError | null
  retry: () => void
  loadMore: () => void
  refresh: () => void
  onReach: (lastRow: number, isMovingDown: boolean) => void
}

export function useRecordings(query: ListQuery): RecordingsList {
  const queryClient = useQueryClient()
  const [flatten] = useState(createFlattener)
  const list = useInfiniteQuery({ ...listRecordingsQuery(query), placeholderData: keepPreviousData })
  const pages = list.data?.pages
  const rows = useMemo(() => flatten(pages ?? []), [flatten, pages])
  useEffect(() => loadedRows.set(rows), [rows])

  const refreshing = useMutation({ mutationFn: () => refreshRows(queryClient, query, pagesOnScreen(rows)) })
  const again = useMutation({ mutationFn: () => startOver(queryClient, query) })

  const { fetchNextPage, refetch, hasNextPage, isFetching, isFetchNextPageError, isPlaceholderData } = list
  const expired = isFetchNextPageError && isCursorExpired(list.error)
  const { mutate: readAnew, isPending: isReadingAnew } = again
  useEffect(() => {
    if (expired) readAnew()
  }, [expired, readAnew])

  const canLoadMore = hasNextPage && !isFetching && !isPlaceholderData && !isReadingAnew
  const loadMore = useCallback(() => {
    if (canLoadMore) fetchNextPage()
  }, [canLoadMore, fetchNextPage])

  const onReach = useCallback(
    (lastRow: number, isMovingDown: boolean) => {
      const ahead = isMovingDown ? AHEAD_MOVING : AHEAD_RESTING
      if (rows.count - lastRow < ahead && !isFetchNextPageError) loadMore()
    },
    [rows, isFetchNextPageError, loadMore],
  )

  const { mutate: refreshNow, isPending: isRefreshing } = refreshing
  const refresh = useCallback(() => {
    if (!isRefreshing) refreshNow()
  }, [isRefreshing, refreshNow])
  useRefreshOnReturn(query, pages, refresh)
  const resume = () => {
    if (refreshing.error) refreshNow()
    else if (again.error) readAnew()
    else if (list.error) isFetchNextPageError ? fetchNextPage() : refetch()
  }
  useOnSignedIn(resume)
  useOnOnline(resume)

  return {
    rows,
    checkedAt: checkedAtOf(pages, rows),
    isFirstLoad: list.isPending,
    isStale: isPlaceholderData,
    isLoadingMore: list.isFetchingNextPage || isReadingAnew,
    isRefreshing,
    hasMore: hasNextPage,
    error: rows.count === 0 && !isPlaceholderData ? list.error : null,
    moreError: again.error ?? (isFetchNextPageError && !expired ? list.error : null),
    refreshError: refreshing.error,
    retry: useCallback(() => void refetch(), [refetch]),
    loadMore: useCallback(() => {
      if (again.error) readAnew()
      else loadMore()
    }, [again.error, readAnew, loadMore]),
    refresh,
    onReach,
  }
}

function pagesOnScreen(rows: Rows): number[] {
  const { first, last } = visibleRange.get()
  if (rows.count === 0 || last < 0) return [0]
  const from = pageOf(rows, Math.min(first, rows.count - 1))
  const to = pageOf(rows, Math.min(last, rows.count - 1))
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

function checkedAtOf(pages: { checkedAt: number }[] | undefined, rows: Rows): number | undefined {
  if (!pages) return undefined
  const times = pagesOnScreen(rows).map((page) => pages[page]?.checkedAt ?? Number.POSITIVE_INFINITY)
  const oldest = Math.min(...times)
  return Number.isFinite(oldest) ? oldest : undefined
}

/** Coming back to the window, or to a list that was left, asks again for what is on screen when that has grown old. */
function useRefreshOnReturn(query: ListQuery, pages: { checkedAt: number }[] | undefined, refresh: () => void): void {
  const onReturn = useEffectEvent(() => {
    const checkedAt = pages?.[0]?.checkedAt
    if (document.visibilityState !== 'visible' || checkedAt === undefined) return
    if (Date.now() - checkedAt > STALE_MS) refresh()
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is a return too
  useEffect(() => {
    onReturn()
    const listener = () => onReturn()
    document.addEventListener('visibilitychange', listener)
    return () => document.removeEventListener('visibilitychange', listener)
  }, [query])
}
