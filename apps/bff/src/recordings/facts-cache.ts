import type { Recording } from '@reeldesk/contract'

/**
 * Facts of recordings seen lately in this process, so that a deletion can snapshot them without asking upstream again.
 * A convenience, not a memory: another replica may not have seen them, and then the worker asks.
 */
export interface FactsCache {
  remember(recordings: Recording[]): void
  get(recordingId: string): Recording | undefined
}

/** Two halves, the older dropped when the younger is full: the bound costs nothing per recording. */
export function createFactsCache(capacity = 50_000): FactsCache {
  let younger = new Map<string, Recording>()
  let older = new Map<string, Recording>()
  return {
    remember(recordings) {
      for (const recording of recordings) younger.set(recording.recordingId, recording)
      if (younger.size < capacity / 2) return
      older = younger
      younger = new Map()
    },
    get: (recordingId) => younger.get(recordingId) ?? older.get(recordingId),
  }
}
