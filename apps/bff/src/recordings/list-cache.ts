import type { Clock } from '../services.ts'
import type { ListQuery, Upstream, UpstreamSpent } from '../upstream/client.ts'
import type { FactsCache } from './facts-cache.ts'

/** A page as it goes out when none of its rows carries a mark: serialised once, however many ask. */
export interface ListPage {
  recordingIds: string[]
  body: Uint8Array<ArrayBuffer>
}

export interface ListCache {
  read(query: ListQuery, spent: UpstreamSpent): Promise<ListPage>
  /** Something here changed: what was kept, and what is being read, is not served to anyone who asks from now on. */
  drop(): void
}

interface Entry {
  page: Promise<ListPage>
  /** Infinity while the read is in flight. */
  staleAt: number
}

const KEEP_MS = 2_000
const MAX_PAGES = 128

/**
 * Identical reads in flight are one upstream call, and its page is kept for a moment. The call belongs to all who wait
 * for it: one of them going away cancels nothing. Failures are shared by those who waited and kept for nobody.
 */
export function createListCache({
  upstream,
  facts,
  clock,
}: {
  upstream: Pick<Upstream, 'listRecordings'>
  facts: FactsCache
  clock: Clock
}): ListCache {
  const entries = new Map<string, Entry>()

  async function readUpstream(query: ListQuery, spent: UpstreamSpent): Promise<ListPage> {
    const { results, cursor, json } = await upstream.listRecordings(query, { priority: 'person', spent })
    const body = json ?? Buffer.from(JSON.stringify({ results, cursor }))
    facts.rememberPage(body)
    return { recordingIds: results.map(({ recordingId }) => recordingId), body }
  }

  function keep(key: string, entry: Entry) {
    if (entries.size >= MAX_PAGES) {
      const [oldest] = entries.keys()
      if (oldest !== undefined) entries.delete(oldest)
    }
    entries.set(key, entry)
  }

  return {
    read(query, spent) {
      const key = JSON.stringify([query.limit, query.sortBy, query.roomName, query.cursor])
      const kept = entries.get(key)
      if (kept !== undefined && kept.staleAt > clock()) return kept.page
      entries.delete(key)
      const entry: Entry = { page: readUpstream(query, spent), staleAt: Number.POSITIVE_INFINITY }
      keep(key, entry)
      entry.page.then(
        () => {
          entry.staleAt = clock() + KEEP_MS
        },
        () => {
          if (entries.get(key) === entry) entries.delete(key)
        },
      )
      return entry.page
    },
    drop: () => entries.clear(),
  }
}
