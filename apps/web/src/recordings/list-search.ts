import { SORT_ORDERS, type SortBy } from '@reeldesk/contract/list'
import { readSearch } from '../lib/search-params.ts'

/** What of the list is worth sharing, as it stands in the URL. Anything else in there is dropped. */
export interface ListSearch {
  sort?: SortBy | undefined
  room?: string | undefined
}

/** Room names are asked for as upstream keeps them, with their slash; people need not type it. */
export function readListSearch(search: Record<string, unknown>): ListSearch {
  const sort = SORT_ORDERS.find((order) => order === search.sort)
  const room = typeof search.room === 'string' && search.room !== '' ? search.room : undefined
  return { ...(sort === undefined ? {} : { sort }), ...(room === undefined ? {} : { room }) }
}

/** What of the list an address shows; undefined where it shows none. For the first moments, before there is a router. */
export function listSearchAt({ pathname, search }: Pick<Location, 'pathname' | 'search'>): ListSearch | undefined {
  return /^\/(recordings(\/[^/]*)?)?$/.test(pathname) ? readListSearch(readSearch(search)) : undefined
}
