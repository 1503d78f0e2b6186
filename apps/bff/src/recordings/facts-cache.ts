import type { Recording } from '@reeldesk/contract'
import { recordingsOf, type UpstreamPage } from '../upstream/page.ts'

/**
 * Facts of recordings seen lately in this process, so that a deletion can snapshot them without asking upstream again.
 * A convenience, not a memory: another replica may not have seen them, and then the worker asks.
 */
export interface FactsCache {
  /** Its recordings are read a little later, or when facts are asked for: not while somebody waits for the page. */
  rememberPage(page: UpstreamPage): void
  remember(recording: Recording): void
  get(recordingId: string): Recording | undefined
}

const READ_AFTER_MS = 1_000
/**
 * More pages a second than people read: then the oldest go unread, and the others wait until it is calm again. As few
 * as are held here die young under load, and what does not grow old asks for no full garbage collection.
 */
const MOST_UNREAD = 64

/** Two halves, the older dropped when the younger is full: the bound costs nothing per recording. */
export function createFactsCache(capacity = 50_000): FactsCache {
  let unread: UpstreamPage['json'][] = []
  let reading: NodeJS.Timeout | undefined
  let arrivedMeanwhile = 0
  let younger = new Map<string, Recording>()
  let older = new Map<string, Recording>()

  function remember(recording: Recording) {
    younger.set(recording.recordingId, recording)
    if (younger.size < capacity / 2) return
    older = younger
    younger = new Map()
  }

  function readPages() {
    clearTimeout(reading)
    reading = undefined
    arrivedMeanwhile = 0
    const pages = unread
    unread = []
    for (const json of pages) recordingsOf(json).forEach(remember)
  }

  function readWhenCalm() {
    if (arrivedMeanwhile <= MOST_UNREAD) return readPages()
    arrivedMeanwhile = 0
    reading?.refresh()
  }

  return {
    rememberPage({ json }) {
      arrivedMeanwhile += 1
      if (unread.length >= MOST_UNREAD) unread.shift()
      unread.push(json)
      reading ??= setTimeout(readWhenCalm, READ_AFTER_MS).unref()
    },
    remember(recording) {
      // What came before may not be read after it.
      readPages()
      remember(recording)
    },
    get(recordingId) {
      readPages()
      return younger.get(recordingId) ?? older.get(recordingId)
    },
  }
}
