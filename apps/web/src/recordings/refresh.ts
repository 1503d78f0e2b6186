import type { QueryClient } from '@tanstack/react-query'
import { ApiError } from '../api/error.ts'
import type { ListQuery } from '../api/paths.ts'
import { type ListPage, renewPage } from './pages.ts'
import { type ListData, listPage, listRecordingsKey } from './queries.ts'

/**
 * Asks again for what is on screen, and for the first page, where new recordings appear: two or three calls however many
 * rows are loaded. Other pages keep the time they were checked at, and are asked for again when they come into view.
 */
export async function refreshRows(queryClient: QueryClient, query: ListQuery, pagesOnScreen: number[]): Promise<void> {
  const data = queryClient.getQueryData<ListData>(listRecordingsKey(query))
  if (!data) return
  const wanted = [...new Set([0, ...pagesOnScreen])].filter((page) => page < data.pages.length)
  try {
    const answers = await Promise.all(
      wanted.map(async (page) => ({ page, fresh: await listPage(query, data.pageParams[page]) })),
    )
    await put(queryClient, query, (current) =>
      answers
        .sort((a, b) => b.page - a.page)
        .reduce((renewed, { page, fresh }) => renew(renewed, page, data.pageParams[page], fresh), current),
    )
  } catch (error) {
    if (!isCursorExpired(error)) throw error
    await startOver(queryClient, query)
  }
}

/** Cursors do not live for ever. The list is read anew as far as it was loaded, then takes the old one's place at once. */
export async function startOver(queryClient: QueryClient, query: ListQuery): Promise<void> {
  const loaded = queryClient.getQueryData<ListData>(listRecordingsKey(query))
  const atLeast = loaded?.pages.reduce((rows, page) => rows + page.results.length, 0) ?? 0
  const pages: ListPage[] = []
  const pageParams: (string | undefined)[] = []
  let cursor: string | undefined
  let rows = 0
  do {
    const page = await listPage(query, cursor)
    pages.push(page)
    pageParams.push(cursor)
    rows += page.results.length
    cursor = page.cursor ?? undefined
  } while (cursor !== undefined && rows < atLeast)
  await put(queryClient, query, () => ({ pages, pageParams }))
}

export const isCursorExpired = (error: unknown): boolean => error instanceof ApiError && error.code === 'cursor_expired'

/** A page on its way would be put after the pages that were there when it was asked for: it is called off first. */
async function put(queryClient: QueryClient, query: ListQuery, change: (data: ListData) => ListData): Promise<void> {
  const queryKey = listRecordingsKey(query)
  await queryClient.cancelQueries({ queryKey, exact: true })
  queryClient.setQueryData<ListData>(queryKey, (data) => data && change(data))
}

function renew(data: ListData, at: number, askedWith: string | undefined, fresh: ListPage): ListData {
  const old = data.pages[at]
  // The list was replaced meanwhile: this answer belongs to the one before.
  if (!old || data.pageParams[at] !== askedWith) return data
  const { page, joins } = renewPage(old, fresh)
  const pages = [...data.pages.slice(0, at), page, ...(joins ? data.pages.slice(at + 1) : [])]
  return { pages, pageParams: data.pageParams.slice(0, pages.length) }
}
