import type { ListedRecording } from '@reeldesk/contract'
import { type InfiniteData, infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { getRecording, listRecordings } from '../api/client.ts'
import type { ListQuery } from '../api/paths.ts'
import type { ListPage } from './pages.ts'

export type ListData = InfiniteData<ListPage, string | undefined>

const LIST = 'listRecordings'

export const listRecordingsKey = (query: ListQuery) =>
  [LIST, { sortBy: query.sortBy ?? null, roomName: query.roomName ?? null }] as const

export async function listPage(query: ListQuery, cursor?: string, signal?: AbortSignal): Promise<ListPage> {
  return { ...(await listRecordings(query, cursor, signal)), checkedAt: Date.now() }
}

/**
 * Pages of the list. They never refetch by themselves: at 100,000 rows that would be 1,000 calls on every glance.
 * What is on screen is asked for again on purpose, see refresh.ts.
 */
export const listRecordingsQuery = (query: ListQuery) =>
  infiniteQueryOptions({
    queryKey: listRecordingsKey(query),
    queryFn: ({ pageParam, signal }) => listPage(query, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  })

export const getRecordingQuery = (recordingId: string) =>
  queryOptions({
    queryKey: ['getRecording', recordingId],
    queryFn: ({ signal }) => getRecording(recordingId, signal),
  })

/**
 * Changes recordings wherever they are held, in every list and on their own; `null` takes one out of the lists.
 * Pages that nothing happened to stay the same object, so that only rows that changed are drawn again.
 */
export function changeRecordings(
  queryClient: QueryClient,
  change: (recording: ListedRecording) => ListedRecording | null,
): void {
  queryClient.setQueriesData<ListData>({ queryKey: [LIST] }, (data) => {
    if (!data) return data
    const pages = data.pages.map((page) => changePage(page, change))
    return pages.every((page, index) => page === data.pages[index]) ? data : { ...data, pages }
  })
  queryClient.setQueriesData<ListedRecording>({ queryKey: ['getRecording'] }, (recording) =>
    recording ? (change(recording) ?? recording) : recording,
  )
}

function changePage(page: ListPage, change: (recording: ListedRecording) => ListedRecording | null): ListPage {
  const results = page.results.map(change)
  if (results.every((recording, index) => recording === page.results[index])) return page
  return { ...page, results: results.filter((recording) => recording !== null) }
}
