/** How the list may be asked for, as the vendor names it. Without schemas: the web's first lines need this before anything else. */
export const SORT_FIELDS = ['roomName', 'startDate', 'duration', 'sizeInMegaBytes'] as const
export type SortField = (typeof SORT_FIELDS)[number]
export type SortBy = `${SortField}:${'asc' | 'desc'}`
export const SORT_ORDERS = SORT_FIELDS.flatMap((field): SortBy[] => [`${field}:asc`, `${field}:desc`])

/** Limits of the list, as published by the vendor. */
export const PAGE_LIMIT = { min: 1, max: 100, default: 50 } as const
