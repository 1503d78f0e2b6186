import { type RefObject, useCallback, useRef, useSyncExternalStore } from 'react'
import { type Geometry, type RowWindow, rowWindow } from './row-window.ts'

const NOTHING: RowWindow = { first: 0, last: -1, isMovingDown: false, isFlying: false }
const RESTING_MS = 200
/** Parts of a screen in one scroll event: a list takes off at half a screen, and has landed when it only rolls out. */
const TAKE_OFF = 1 / 2
const LANDING = 1 / 16

/**
 * Where the scroller is, as last heard from the browser or told to it. Asking the browser while rows are being drawn
 * would make it lay them out each time.
 */
export interface Scrolled {
  top: number
  height: number
  isMovingDown: boolean
  isFlying: boolean
}

export const useScrolled = () => useRef<Scrolled>({ top: 0, height: 0, isMovingDown: false, isFlying: false })

/**
 * Follows the scroller. Read as an external store, so that the rows of a frame are drawn within it: a fast wheel shows no
 * blank strip. It re-renders only when another row comes into view or the pace is another.
 */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  scrolled: RefObject<Scrolled>,
  geometry: Geometry,
): RowWindow {
  const latest = useRef(NOTHING)

  const subscribe = useCallback(
    (changed: () => void) => {
      const element = scroller.current
      if (!element) return () => {}
      let resting: ReturnType<typeof setTimeout> | undefined
      const rest = () => {
        scrolled.current = { ...scrolled.current, isMovingDown: false, isFlying: false }
        changed()
      }
      const onScroll = () => {
        const { scrollTop: top, clientHeight: height } = element
        const was = scrolled.current
        const isFlying = Math.abs(top - was.top) > height * (was.isFlying ? LANDING : TAKE_OFF)
        scrolled.current = { top, height, isMovingDown: top > was.top, isFlying }
        clearTimeout(resting)
        resting = setTimeout(rest, RESTING_MS)
        changed()
      }
      const resize = new ResizeObserver(() => {
        scrolled.current.height = element.clientHeight
        changed()
      })
      resize.observe(element)
      element.addEventListener('scroll', onScroll, { passive: true })
      return () => {
        clearTimeout(resting)
        resize.disconnect()
        element.removeEventListener('scroll', onScroll)
      }
    },
    [scroller, scrolled],
  )

  return useSyncExternalStore(subscribe, () => {
    const { top, height, isMovingDown, isFlying } = scrolled.current
    const now: RowWindow = { ...rowWindow(top, height, geometry), isMovingDown, isFlying }
    if (!isSame(latest.current, now)) latest.current = now
    return latest.current
  })
}

const isSame = (a: RowWindow, b: RowWindow): boolean =>
  a.first === b.first && a.last === b.last && a.isMovingDown === b.isMovingDown && a.isFlying === b.isFlying
