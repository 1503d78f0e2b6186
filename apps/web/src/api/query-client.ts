import { MutationCache, notifyManager, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from './error.ts'

/** Reads are retried upstream by the console; from here only when it was not reached at all. */
export function createQueryClient(onError: (error: unknown) => void): QueryClient {
  // An answer is drawn in the task it came with. By default it waits for a timer, behind whatever frame is due before.
  notifyManager.setScheduler(queueMicrotask)
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => error instanceof ApiError && error.kind === 'offline' && failures < 2,
        retryDelay: (failures) => 400 * 2 ** failures,
      },
    },
  })
}

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ApiError
  }
}
