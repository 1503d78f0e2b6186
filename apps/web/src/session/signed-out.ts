import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { ApiError } from '../api/error.ts'
import { createStore } from '../lib/store.ts'
import { sessionQuery } from './session.ts'

/** The console no longer knows who calls. Everything on screen stays, selection and place too, until it does again. */
export const signedOut = createStore(false)

export function noticeSignedOut(error: unknown): void {
  if (error instanceof ApiError && error.kind === 'signed-out') signedOut.set(true)
}

/** Asks who is calling now; when someone is, what had failed is asked for again. */
export async function checkSignedIn(queryClient: QueryClient): Promise<boolean> {
  await queryClient.refetchQueries({ queryKey: sessionQuery.queryKey })
  if (queryClient.getQueryState(sessionQuery.queryKey)?.status !== 'success') return false
  signedOut.set(false)
  // The list resumes by itself, page by page: asked for again as a whole it would be every page at once.
  await queryClient.refetchQueries({
    predicate: ({ state, queryKey }) => state.status === 'error' && queryKey[0] !== 'listRecordings',
  })
  return true
}

export function useOnSignedIn(resume: () => void): void {
  const latest = useEffectEvent(resume)
  useEffect(
    () =>
      signedOut.subscribe(() => {
        if (!signedOut.get()) latest()
      }),
    [],
  )
}
