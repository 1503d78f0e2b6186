import type { Clock } from '../services.ts'
import type { ListQuery, Upstream, UpstreamSpent } from '../upstream/client.ts'
import type { UpstreamPage } from '../upstream/page.ts'
import type { FactsCache } from './facts-cache.ts'
import { createReadCache } from './read-cache.ts'

export interface ListCache {
  read(query: ListQuery, spent: UpstreamSpent): Promise<UpstreamPage>
  drop(): void
}

const KEEP_MS = 2_000
/** So few that under load they die young, as in `facts-cache.ts`. */
const MOST_KEPT = 64

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
  const pages = createReadCache<UpstreamPage>({ clock, keepMs: KEEP_MS, mostKept: MOST_KEPT })

  async function ask(query: ListQuery, spent: UpstreamSpent): Promise<UpstreamPage> {
    const page = await upstream.listRecordings(query, { priority: 'person', spent })
    facts.rememberPage(page)
    return page
  }

  return {
    read(query, spent) {
      const key = JSON.stringify([query.limit, query.sortBy, query.roomName, query.cursor])
      return pages.read(key, () => ask(query, spent))
    },
    drop: pages.drop,
  }
}
