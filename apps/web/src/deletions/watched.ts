import { createStore } from '../lib/store.ts'

/** A deletion to follow until it has settled. `recordingIds` are known when it was asked for in this window. */
export interface Watched {
  deletionId: string
  recordingIds?: readonly string[]
}

export const watched = createStore<readonly Watched[]>([])

export function watchDeletion(deletionId: string, recordingIds?: readonly string[]): void {
  if (watched.get().some((each) => each.deletionId === deletionId)) return
  watched.set([...watched.get(), { deletionId, ...(recordingIds ? { recordingIds } : {}) }])
}

export function unwatchDeletion(deletionId: string): void {
  const left = watched.get().filter((each) => each.deletionId !== deletionId)
  if (left.length !== watched.get().length) watched.set(left)
}
