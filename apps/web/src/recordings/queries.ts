import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { getRecording, listRecordings } from '../api/client.ts'
import type { ListQuery } from '../api/paths.ts'

const LIST = 'listRecordings'

export const listRecordingsKey = (query: ListQuery) =>
  [LIST, { sortBy: query.sortBy ?? null, roomName: query.roomName ?? null }] as const

/**
 * Pages of the list. They never refetch by themselves: at 100,000 rows that would be 1,000 calls on every glance.
 * What is on screen is refreshed on purpose, see refresh.ts.
 */
export const listRecordingsQuery = (query: ListQuery) =>
  infiniteQueryOptions({
    queryKey: listRecordingsKey(query),
    queryFn: async ({ pageParam, signal }) => ({
      ...(await listRecordings(query, pageParam, signal)),
      checkedAt: Date.now(),
    }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 5 * 60_000,
    structuralSharing: false,
  })

export const getRecordingQuery = (recordingId: string) =>
  queryOptions({
    queryKey: ['getRecording', recordingId],
    queryFn: ({ signal }) => getRecording(recordingId, signal),
  })
