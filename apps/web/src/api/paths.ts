import { PAGE_LIMIT, type SortBy } from '@reeldesk/contract/list'

export interface ListQuery {
  sortBy?: SortBy | undefined
  roomName?: string | undefined
}

/** `/api/path?a=1` with whatever is undefined left out. */
export function withQuery(path: string, query: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value))
  return search.size === 0 ? path : `${path}?${search}`
}

export function recordingsPath(query: ListQuery, cursor?: string): string {
  return withQuery('/api/recordings', { roomName: query.roomName, sortBy: query.sortBy, limit: PAGE_LIMIT.max, cursor })
}

export const sessionPath = '/api/session'
