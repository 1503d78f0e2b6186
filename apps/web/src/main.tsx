import { startEarly } from './api/early.ts'
import { recordingsPath, sessionPath } from './api/paths.ts'
import { formats } from './lib/format.ts'
import { listSearchAt } from './recordings/list-search.ts'

/** Small on purpose: the first answers are on their way while the app itself still is. */
startEarly(sessionPath)
const list = listSearchAt(location)
if (list) startEarly(recordingsPath({ sortBy: list.sort, roomName: list.room }))

// Not awaited at the top level: the app imports from this file's chunk, and each would wait for the other.
void import('./app.tsx').then(({ start }) => start(document))

// Numbers and dates of a locale take the browser as long to open as the rest of the app takes to arrive: both at once.
formats.number(0)
formats.dateTime(0)
