import { startEarly } from './api/early.ts'
import { recordingsPath, sessionPath } from './api/paths.ts'
import { readListSearch } from './recordings/list-search.ts'

/** Small on purpose: the first answers are on their way while the app itself still is. */
startEarly(sessionPath)
if (/^\/(recordings(\/[^/]*)?)?$/.test(location.pathname)) {
  const { sort, room } = readListSearch(Object.fromEntries(new URLSearchParams(location.search)))
  startEarly(recordingsPath({ sortBy: sort, roomName: room }))
}

// Not awaited at the top level: the app imports from this file's chunk, and each would wait for the other.
void import('./app.tsx').then(async ({ start }) => {
  // This script is async, so as not to wait for styles: it may be here before the page is.
  if (document.readyState === 'loading')
    await new Promise((parsed) => document.addEventListener('DOMContentLoaded', parsed))
  start(document)
})
