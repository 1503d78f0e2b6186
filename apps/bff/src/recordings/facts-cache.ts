import type { Recording } from '@reeldesk/contract'

/**
 * Facts of recordings seen lately in this process, so that a deletion can snapshot them without asking upstream again.
 * A convenience, not a memory: another replica may not have seen them, and then the worker asks.
 */
export interface FactsCache {
  remember(recordings: Recording[]): void
  get(recordingId: string): Recording | undefined
}
