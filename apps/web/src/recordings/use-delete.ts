import type { Deletion, ListedRecording } from '@reeldesk/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { deleteRecording, deleteRecordings } from '../api/client.ts'
import { type ApiError, asApiError } from '../api/error.ts'
import { applyRequest } from '../deletions/apply.ts'
import { deletionKey } from '../deletions/queries.ts'
import { learnServerTime } from '../deletions/server-clock.ts'
import { watchDeletion } from '../deletions/watched.ts'

export type Deleting =
  | { kind: 'asking' }
  | { kind: 'sending' }
  /** Nothing was begun; what was entered can be changed. */
  | { kind: 'refused'; error: ApiError }
  /** The answer was lost, so it may have begun: only the very same request may go out again, under the same key. */
  | { kind: 'unclear'; error: ApiError }

/** One key per opened dialog: a double press, or trying again after a lost answer, never makes two deletions. */
export function useDelete(recordings: readonly ListedRecording[], onAccepted: () => void) {
  const queryClient = useQueryClient()
  const [key] = useState(newKey)
  const isSending = useRef(false)
  const recordingIds = recordings.map(({ recordingId }) => recordingId)
  const mutation = useMutation({
    // Not held back until the network returns: what is destructive goes when it is pressed, or not at all.
    networkMode: 'always',
    mutationFn: async (reason: string): Promise<Deletion> => {
      const askedAt = Date.now()
      const [only] = recordingIds
      const deletion =
        recordingIds.length === 1 && only !== undefined && reason === ''
          ? await deleteRecording(only, key)
          : await deleteRecordings({ recordingIds, ...(reason === '' ? {} : { reason }) }, key)
      learnServerTime(deletion.requestedAt, askedAt, Date.now())
      return deletion
    },
    onSuccess: (deletion) => {
      queryClient.setQueryData(deletionKey(deletion.deletionId), deletion)
      applyRequest(queryClient, deletion, recordingIds)
      watchDeletion(deletion.deletionId, recordingIds)
      onAccepted()
    },
  })
  return {
    state: stateOf(mutation.status, mutation.error),
    send: (reason: string) => {
      // A double press comes before the button knows that it was pressed.
      if (isSending.current) return
      isSending.current = true
      mutation.mutate(reason, {
        onSettled: () => {
          isSending.current = false
        },
      })
    },
  }
}

function stateOf(status: 'idle' | 'pending' | 'error' | 'success', error: unknown): Deleting {
  if (status === 'pending' || status === 'success') return { kind: 'sending' }
  if (status === 'idle') return { kind: 'asking' }
  const failure = asApiError(error)
  const isLost = failure.kind === 'offline' || failure.kind === 'unexpected'
  return { kind: isLost ? 'unclear' : 'refused', error: failure }
}

/** Not randomUUID: that one exists under https and on loopback only. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
