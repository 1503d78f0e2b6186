import type { Deletion } from '@reeldesk/contract'
import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { changeRecordings } from '../recordings/queries.ts'
import { selection } from '../recordings/selection.ts'
import { changeBy, changeByRequest } from './marks.ts'
import { deletionsKey } from './queries.ts'

/** A deletion was accepted: its rows say so within the frame. */
export function applyRequest(queryClient: QueryClient, deletion: Deletion, recordingIds: readonly string[]): void {
  changeRecordings(queryClient, changeByRequest(deletion, recordingIds))
  queryClient.invalidateQueries({ queryKey: deletionsKey })
}

/**
 * What was learnt of a deletion goes to every place that shows it: rows change their mark, what is gone leaves the lists
 * and the selection without a page being asked for again, and what failed stays selected.
 */
export function applyDeletion(
  queryClient: QueryClient,
  deletion: Deletion,
  recordingIds: readonly string[] | undefined,
): void {
  const gone: string[] = []
  const change = changeBy(deletion)
  changeRecordings(queryClient, (row) => {
    const changed = change(row)
    if (changed === null) gone.push(row.recordingId)
    return changed
  })
  const left = new Set(deletion.items?.map(({ recordingId }) => recordingId))
  if (deletion.items) selection.remove([...gone, ...(recordingIds ?? []).filter((id) => !left.has(id))])
  // A panel may be open on one of them: it asks for itself and finds that it is gone.
  for (const recordingId of gone) queryClient.invalidateQueries({ queryKey: ['getRecording', recordingId] })
  queryClient.setQueryData<InfiniteData<{ results: Deletion[] }>>(deletionsKey, (data) =>
    data ? { ...data, pages: data.pages.map((page) => withDeletion(page, deletion)) } : data,
  )
}

function withDeletion(page: { results: Deletion[] }, { items: _, ...deletion }: Deletion) {
  return {
    ...page,
    results: page.results.map((each) => (each.deletionId === deletion.deletionId ? deletion : each)),
  }
}
