import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import type { Rows } from './pages.ts'

/** Where each list was left, for as long as this page lives. */
const offsets = new Map<string, number>()
const NOWHERE = { top: 0, recordingId: undefined, index: 0 }

/**
 * Nothing jumps: when rows above the screen come or go, the row at its top stays where it is. A list that is come back to
 * opens where it was left, another one at its beginning.
 */
export function useSteadyScroll({
  rows,
  rowHeight,
  listName,
  scroller,
}: {
  rows: Rows
  rowHeight: number
  listName: string
  scroller: RefObject<HTMLDivElement | null>
}): void {
  const shown = useRef<{ listName?: string; top: number; recordingId: string | undefined; index: number }>(NOWHERE)

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const was = shown.current
    if (was.listName !== listName) {
      const top = offsets.get(listName) ?? 0
      shown.current = anchorAt(top, listName, rows, rowHeight)
      // Asking or telling the browser makes it lay out at once: only when there is somewhere to go.
      if (top !== was.top) element.scrollTop = top
      return
    }
    const index = was.recordingId === undefined ? undefined : rows.indexOf(was.recordingId)
    const isMoved = was.index > 0 && index !== undefined && index !== was.index
    const top = isMoved ? was.top + (index - was.index) * rowHeight : was.top
    if (isMoved) element.scrollTop = top
    shown.current = anchorAt(top, listName, rows, rowHeight)
  }, [rows, rowHeight, listName, scroller])

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const remember = () => {
      offsets.set(listName, element.scrollTop)
      shown.current = anchorAt(element.scrollTop, listName, rows, rowHeight)
    }
    element.addEventListener('scroll', remember, { passive: true })
    return () => element.removeEventListener('scroll', remember)
  }, [rows, rowHeight, listName, scroller])
}

/** The row at the top of the screen. */
function anchorAt(top: number, listName: string, rows: Rows, rowHeight: number) {
  const index = Math.max(0, Math.floor(top / rowHeight))
  return { listName, top, recordingId: rows.items[index]?.recordingId, index }
}
