import type { Deletion } from '@reeldesk/contract'
import { type QueryClient, useIsMutating } from '@tanstack/react-query'
import { retryDeletion, undoDeletion } from '../api/client.ts'
import { asApiError } from '../api/error.ts'
import { m } from '../i18n/messages.ts'
import { explain } from '../session/explain.ts'
import { showToast } from '../ui/toast-store.ts'
import { cachedDeletion, deletionKey, deletionsKey } from './queries.ts'
import { watchDeletion } from './watched.ts'

type Command = 'undo' | 'retry'

const CALLS = { undo: undoDeletion, retry: retryDeletion }
const FAILED = { undo: m.deletion_undo_failed, retry: m.deletion_retry_failed }

const commandKey = (command: Command, deletionId: string) => [`${command}Deletion`, deletionId]

/** From a button, a toast or a key alike; every place that shows the deletion sees it under way. A second press waits. */
async function command(queryClient: QueryClient, name: Command, deletionId: string): Promise<void> {
  const mutationKey = commandKey(name, deletionId)
  if (queryClient.isMutating({ mutationKey, exact: true }) > 0) return
  const mutation = queryClient.getMutationCache().build<Deletion, unknown, string, unknown>(queryClient, {
    mutationKey,
    mutationFn: CALLS[name],
    networkMode: 'always',
  })
  const ids = cachedDeletion(queryClient, deletionId)?.items?.map(({ recordingId }) => recordingId)
  try {
    queryClient.setQueryData(deletionKey(deletionId), await mutation.execute(deletionId))
  } catch (error) {
    const words = m.deletion_command_failed({ what: FAILED[name](), why: explain(asApiError(error)) })
    showToast({ id: `deletion:${deletionId}`, tone: 'bad', body: words, announcement: words, life: 'until-closed' })
  }
  // Followed again with what it still holds, so that what comes of it is said here.
  watchDeletion(deletionId, ids)
  // Whatever came of it: what is on screen is asked for again rather than guessed.
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: deletionKey(deletionId) }),
    queryClient.invalidateQueries({ queryKey: deletionsKey }),
  ])
}

export const undo = (queryClient: QueryClient, deletionId: string) => command(queryClient, 'undo', deletionId)
export const retry = (queryClient: QueryClient, deletionId: string) => command(queryClient, 'retry', deletionId)

export function useIsUnderWay(name: Command, deletionId: string): boolean {
  return useIsMutating({ mutationKey: commandKey(name, deletionId), exact: true }) > 0
}
