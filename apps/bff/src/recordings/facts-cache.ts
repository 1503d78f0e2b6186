import type { Recording } from '@reeldesk/contract'
import { recordingsOf, type UpstreamPage } from '../upstream/page.ts'

/**
 * Facts of recordings seen lately in this process, so that a deletion can snapshot them without asking upstream again.
 * A convenience, not a memory: another replica may not have seen them, and then the worker asks.
 */
export interface FactsCache {
  /** Its recordings are read when facts are asked for: lists are frequent, deletions are not. */
  rememberPage(page: UpstreamPage): void
  remember(recording: Recording): void
  get(recordingId: string): Recording | undefined
}

const UNREAD_PAGES = 200

/** Two halves, the older dropped when the younger is full: the bound costs nothing per recording. */
export function createFactsCache(capacity = 50_000): FactsCache {
  let unread: UpstreamPage['json'][] = []
  let oldest = 0
  let younger = new Map<string, Recording>()
  let older = new Map<string, Recording>()

  function remember(recording: Recording) {
    younger.set(recording.recordingId, recording)
    if (younger.size < capacity / 2) return
    older = younger
    younger = new Map()
  }

  function readPages() {
    const pages = [...unread.slice(oldest), ...unread.slice(0, oldest)]
    unread = []
    oldest = 0
    for (const json of pages) recordingsOf(json).forEach(remember)
  }

  return {
    rememberPage({ json }) {
      if (unread.length < UNREAD_PAGES) unread.push(json)
      else {
        unread[oldest] = json
        oldest = (oldest + 1) % UNREAD_PAGES
      }
    },
    remember,
    get(recordingId) {
      readPages()
      return younger.get(recordingId) ?? older.get(recordingId)
    },
  }
}
