import { QueryClientProvider } from '@tanstack/react-query'
import { createRouter, RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createQueryClient } from './api/query-client.ts'
import { readSearch, writeSearch } from './lib/search-params.ts'
import { listenForShortcuts } from './lib/shortcuts.ts'
import { listSearchAt } from './recordings/list-search.ts'
import { listRecordingsQuery } from './recordings/queries.ts'
import { routeTree } from './routeTree.gen.ts'
import { sessionQuery } from './session/session.ts'
import { noticeSignedOut } from './session/signed-out.ts'
import { followTheme } from './shell/theme.ts'

const queryClient = createQueryClient(noticeSignedOut)

const router = createRouter({
  routeTree,
  context: { queryClient },
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  // What no route knows leaves the address, instead of reaching a page unchecked.
  search: { strict: true },
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

/** How long the page stays blank for the sake of drawing the first answers at once instead of the wait for them. */
const PATIENCE_MS = 60

async function firstAnswers(): Promise<void> {
  const list = listSearchAt(location)
  // Matched ahead, or nothing would be drawn first, then the frame, then all of it. An address not as we write it is left
  // for the router to put right, which it does when it is drawn and before it matches.
  const isWrittenByUs = list && location.pathname !== '/' && location.search === writeSearch({ ...list })
  const answers = [
    isWrittenByUs && router.load(),
    queryClient.prefetchQuery(sessionQuery),
    list && queryClient.prefetchInfiniteQuery(listRecordingsQuery({ sortBy: list.sort, roomName: list.room })),
  ]
  await Promise.race([Promise.allSettled(answers), new Promise((patience) => setTimeout(patience, PATIENCE_MS))])
}

export async function start(page: Document): Promise<void> {
  const root = page.getElementById('root')
  if (!root) return
  followTheme(page.documentElement)
  listenForShortcuts(window)
  await firstAnswers()
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )
}
