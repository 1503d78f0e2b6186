import { QueryClientProvider } from '@tanstack/react-query'
import { createRouter, RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createQueryClient } from './api/query-client.ts'
import { readSearch, writeSearch } from './lib/search-params.ts'
import { listenForShortcuts } from './lib/shortcuts.ts'
import { routeTree } from './routeTree.gen.ts'
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

export function start(page: Document): void {
  const root = page.getElementById('root')
  if (!root) return
  followTheme(page.documentElement)
  listenForShortcuts(window)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )
}
