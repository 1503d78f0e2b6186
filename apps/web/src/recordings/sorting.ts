import type { SortBy, SortField } from '@reeldesk/contract'

export type Direction = 'ascending' | 'descending'

/** Ascending, descending, then back to upstream's own order: newest first. */
export function nextSort(current: SortBy | undefined, field: SortField): SortBy | undefined {
  if (current === `${field}:asc`) return `${field}:desc`
  return current === `${field}:desc` ? undefined : `${field}:asc`
}

/** What `aria-sort` says of a column. Upstream's own order is by start, newest first. */
export function directionOf(current: SortBy | undefined, field: SortField): Direction | undefined {
  if (current === undefined) return field === 'startDate' ? 'descending' : undefined
  if (!current.startsWith(`${field}:`)) return undefined
  return current.endsWith(':asc') ? 'ascending' : 'descending'
}
