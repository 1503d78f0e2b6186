import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useShortcut } from '../lib/shortcuts.ts'
import { useStore } from '../lib/store.ts'
import { currentRecording } from '../recordings/list-state.ts'
import { useUnavailable } from '../session/session.ts'
import { applyDeletion } from './apply.ts'
import { undo } from './commands.ts'
import { isActive, type Phase, phaseOf } from './progress.ts'
import { cachedDeletion, getDeletionQuery } from './queries.ts'
import { serverNow } from './server-clock.ts'
import { tellOf } from './tell.tsx'
import { unwatchDeletion, type Watched, watched } from './watched.ts'

/** Mounted once, beside every page: follows the deletions that this window asked for or shows, and takes `z`. */
export function DeletionWatch() {
  const queryClient = useQueryClient()
  const following = useStore(watched)
  const isAllowed = useUnavailable('recordings.delete') === undefined
  useShortcut(
    'deletion.undo',
    () => {
      const deletionId = latestUndoable(queryClient)
      return deletionId === undefined ? false : undo(queryClient, deletionId)
    },
    isAllowed,
  )
  return following.map((each) => <Follow key={each.deletionId} deletion={each} />)
}

/** The latest one of this window that still waits, else the one that holds the row where the keyboard stands. */
function latestUndoable(queryClient: QueryClient): string | undefined {
  const mine = watched
    .get()
    .filter(({ deletionId, recordingIds }) => recordingIds && isWaiting(queryClient, deletionId))
    .at(-1)
  const mark = currentRecording()?.deletion
  return mine?.deletionId ?? (mark?.state === 'waiting' ? mark.deletionId : undefined)
}

const isWaiting = (queryClient: QueryClient, deletionId: string) =>
  (cachedDeletion(queryClient, deletionId)?.totals.waiting ?? 0) > 0

function Follow({ deletion: { deletionId, recordingIds } }: { deletion: Watched }) {
  const queryClient = useQueryClient()
  const { data, error, dataUpdatedAt } = useQuery(getDeletionQuery(deletionId))
  const told = useRef<Phase>(undefined)

  // biome-ignore lint/correctness/useExhaustiveDependencies: time passes too: the phase is looked at with every answer
  useEffect(() => {
    if (!data) return
    applyDeletion(queryClient, data, recordingIds)
    const phase = phaseOf(data, serverNow())
    if (recordingIds && phase !== told.current) tellOf(queryClient, data, phase)
    told.current = phase
    // An answer to undo or retry has no items: what it means for the rows comes with the next one.
    if (!isActive(data) && data.items) unwatchDeletion(deletionId)
  }, [data, dataUpdatedAt])

  useEffect(() => {
    if (error?.code === 'deletion_not_found' || error?.code === 'forbidden') unwatchDeletion(deletionId)
  }, [error, deletionId])

  return null
}
