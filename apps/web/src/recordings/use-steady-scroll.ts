import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { Rows } from './pages.ts'
import type { Scrolled } from './use-row-window.ts'

/** Where each list was left, for as long as this page lives. */
const offsets = new Map<string, number>()

/**
 * Nothing jumps: when rows above the screen come or go, the row at its top stays where it is. A list that is come back to
 * opens where it was left, another one at its beginning.
 */
export function useSteadyScroll({
  rows,
  rowHeight,
  listName,
  scroller,
  scrolled,
}: {
  rows: Rows
  rowHeight: number
  listName: string
  scroller: RefObject<HTMLElement | null>
  scrolled: RefObject<Scrolled>
}): void {
  const drawn = useRef({ rows, rowHeight, listName })

  useLayoutEffect(() => {
    moveTo(offsets.get(listName) ?? 0, scroller.current, scrolled.current)
    return () => {
      offsets.set(listName, scrolled.current.top)
    }
  }, [listName, scroller, scrolled])

  useLayoutEffect(() => {
    const was = drawn.current
    drawn.current = { rows, rowHeight, listName }
    if (was.listName !== listName) return
    const { top } = scrolled.current
    const topRow = Math.floor(top / was.rowHeight)
    const recordingId = was.rows.items[topRow]?.recordingId
    const index = recordingId === undefined ? undefined : rows.indexOf(recordingId)
    // At the very top stay there, where new recordings come in.
    if (topRow <= 0 || index === undefined) return
    const moved = index * rowHeight - topRow * was.rowHeight
    if (moved !== 0) moveTo(top + moved, scroller.current, scrolled.current)
  }, [rows, rowHeight, listName, scroller, scrolled])
}

/** Asking or telling the browser makes it lay out at once: only when there is somewhere to go. */
function moveTo(top: number, scroller: HTMLElement | null, scrolled: Scrolled): void {
  if (!scroller || top === scrolled.top) return
  scroller.scrollTop = top
  scrolled.top = scroller.scrollTop
}
