import type { ListedRecording } from '@reeldesk/contract'
import { createStore } from '../lib/store.ts'
import { NO_ROWS, type Rows } from './pages.ts'

/** The rows of the list on screen, for those beside it: the panel's "same session", the palette, the selection's bar. */
export const loadedRows = createStore<Rows>(NO_ROWS)

/** Where the keyboard stands, by recording id: it survives sorting and refreshing as the selection does. */
export const place = createStore<string | undefined>(undefined)

/** First and last row on screen. */
export const visibleRange = createStore<{ first: number; last: number }>({ first: 0, last: -1 })

export function currentRecording(): ListedRecording | undefined {
  const recordingId = place.get()
  const index = recordingId === undefined ? undefined : loadedRows.get().indexOf(recordingId)
  return index === undefined ? undefined : loadedRows.get().items[index]
}

/** Set when the keyboard moves the place: the row that is drawn there takes the focus, once. */
export const focusWish = (() => {
  let wished = false
  return {
    make: () => {
      wished = true
    },
    take: () => {
      const was = wished
      wished = false
      return was
    },
  }
})()
