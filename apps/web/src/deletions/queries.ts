import type { Deletion } from '@reeldesk/contract'
import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { getDeletion, listDeletions } from '../api/client.ts'
import { isActive, pollAfterMs } from './progress.ts'
import { serverNow } from './server-clock.ts'

export const deletionKey = (deletionId: string) => ['getDeletion', deletionId] as const
export const deletionsKey = ['listDeletions'] as const

/** Pages of the latest deletions; asked for again now and then, for what colleagues began. */
export const listDeletionsQuery = () =>
  infiniteQueryOptions({
    queryKey: deletionsKey,
    queryFn: ({ pageParam, signal }) => listDeletions(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
    staleTime: 5_000,
    refetchInterval: ({ state }) => {
      const pages = state.data?.pages ?? []
      // One page is cheap to keep fresh; someone who reads far back is not disturbed.
      if (pages.length > 1) return false
      return pages.some((page) => page.results.some(isActive)) ? 5_000 : 20_000
    },
  })

const AFTER_FAILURE_MS = 5_000

/** One deletion, asked for again while something in it is waiting or sent. */
export const getDeletionQuery = (deletionId: string) =>
  queryOptions({
    queryKey: deletionKey(deletionId),
    queryFn: ({ signal }) => getDeletion(deletionId, signal),
    staleTime: 1_000,
    refetchInterval: ({ state }) => {
      if (state.error) return Math.max(AFTER_FAILURE_MS, (state.error.retryAt ?? 0) - Date.now())
      return state.data ? pollAfterMs(state.data, serverNow()) : false
    },
  })

export const cachedDeletion = (queryClient: QueryClient, deletionId: string): Deletion | undefined =>
  queryClient.getQueryData<Deletion>(deletionKey(deletionId))
