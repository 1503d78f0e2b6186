import { type Recording, RecordingsPage } from '@reeldesk/contract'

/**
 * Facts of recordings seen lately in this process, so that a deletion can snapshot them without asking upstream again.
 * A convenience, not a memory: another replica may not have seen them, and then the worker asks.
 */
export interface FactsCache {
  /** A page as it went out, as JSON. It is read when facts are asked for: lists are frequent, deletions are not. */
  rememberPage(body: Uint8Array): void
  remember(recording: Recording): void
  get(recordingId: string): Recording | undefined
}

const UNREAD_PAGES = 200

/** Two halves, the older dropped when the younger is full: the bound costs nothing per recording. */
export function createFactsCache(capacity = 50_000): FactsCache {
  let unread: Uint8Array[] = []
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
    for (const body of pages) {
      for (const recording of RecordingsPage.parse(JSON.parse(Buffer.from(body).toString())).results)
        remember(recording)
    }
  }

  return {
    rememberPage(body) {
      if (unread.length < UNREAD_PAGES) unread.push(body)
      else {
        unread[oldest] = body
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
