import type { Clock } from '../services.ts'
import type { ListQuery, Upstream, UpstreamSpent } from '../upstream/client.ts'
import type { FactsCache } from './facts-cache.ts'
import { createReadCache } from './read-cache.ts'

/** A page as it goes out when none of its rows carries a mark: serialised once, however many ask. */
export interface ListPage {
  recordingIds: string[]
  body: Uint8Array
}

export interface ListCache {
  read(query: ListQuery, spent: UpstreamSpent): Promise<ListPage>
  drop(): void
}

const KEEP_MS = 2_000
const MAX_PAGES = 128

/** Pages of the list, each kept for a moment: many people look at the same first one. */
export function createListCache({
  upstream,
  facts,
  clock,
}: {
  upstream: Pick<Upstream, 'listRecordings'>
  facts: FactsCache
  clock: Clock
}): ListCache {
  const pages = createReadCache<ListPage>({ clock, keepMs: KEEP_MS, maxEntries: MAX_PAGES })

  async function ask(query: ListQuery, spent: UpstreamSpent): Promise<ListPage> {
    const { results, cursor, json } = await upstream.listRecordings(query, { priority: 'person', spent })
    const body = json ?? Buffer.from(JSON.stringify({ results, cursor }))
    facts.rememberPage(body)
    return { recordingIds: results.map(({ recordingId }) => recordingId), body }
  }

  return {
    read(query, spent) {
      const key = JSON.stringify([query.limit, query.sortBy, query.roomName, query.cursor])
      return pages.read(key, () => ask(query, spent))
    },
    drop: pages.drop,
  }
}
