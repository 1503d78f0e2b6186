import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import type { Rows } from './pages.ts'

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
}: {
  rows: Rows
  rowHeight: number
  listName: string
  scroller: RefObject<HTMLDivElement | null>
}): void {
  const top = useRef<{ recordingId: string; index: number } | undefined>(undefined)
  const shown = useRef<string | undefined>(undefined)

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    if (shown.current !== listName) {
      shown.current = listName
      element.scrollTop = offsets.get(listName) ?? 0
      top.current = undefined
      return
    }
    const anchor = top.current
    const index = anchor && rows.indexOf(anchor.recordingId)
    if (!anchor || anchor.index === 0 || index === undefined || index === anchor.index) return
    element.scrollTop += (index - anchor.index) * rowHeight
    top.current = { ...anchor, index }
  }, [rows, rowHeight, listName, scroller])

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const remember = () => {
      offsets.set(listName, element.scrollTop)
      const index = Math.max(0, Math.floor(element.scrollTop / rowHeight))
      const recording = rows.items[index]
      top.current = recording && { recordingId: recording.recordingId, index }
    }
    remember()
    element.addEventListener('scroll', remember, { passive: true })
    return () => element.removeEventListener('scroll', remember)
  }, [rows, rowHeight, listName, scroller])
}
