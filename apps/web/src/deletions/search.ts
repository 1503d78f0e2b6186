/** The deletion whose recordings are shown: a colleague who is sent the link sees the same. */
export interface DeletionsSearch {
  open?: string
}

export function readDeletionsSearch(search: Record<string, unknown>): DeletionsSearch {
  return typeof search.open === 'string' && search.open !== '' ? { open: search.open } : {}
}
