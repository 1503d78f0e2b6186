import { type RefObject, useCallback, useRef, useSyncExternalStore } from 'react'
import { isFlying } from './list-state.ts'
import { type Geometry, type RowWindow, rowWindow } from './row-window.ts'

const NOTHING: RowWindow = { first: 0, last: -1, isMovingDown: false }
const RESTING_MS = 150

/**
 * Follows the scroller. Read as an external store, so that the rows of a frame are drawn within it: a fast wheel shows no
 * blank strip. It re-renders only when another row comes into view.
 */
export function useRowWindow(scroller: RefObject<HTMLElement | null>, geometry: Geometry): RowWindow {
  const latest = useRef(NOTHING)
  /** As last heard from the browser: asking it while rows are being drawn would make it lay them out each time. */
  const heard = useRef({ top: 0, height: 0, isMovingDown: false })

  const subscribe = useCallback(
    (changed: () => void) => {
      const element = scroller.current
      if (!element) return () => {}
      let resting: ReturnType<typeof setTimeout> | undefined
      const rest = () => {
        heard.current.isMovingDown = false
        isFlying.set(false)
        changed()
      }
      const onScroll = () => {
        const { scrollTop: top, clientHeight: height } = element
        if (Math.abs(top - heard.current.top) > height / 2) isFlying.set(true)
        heard.current = { top, height, isMovingDown: top > heard.current.top }
        clearTimeout(resting)
        resting = setTimeout(rest, RESTING_MS)
        changed()
      }
      const resize = new ResizeObserver(() => {
        heard.current.height = element.clientHeight
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
    [scroller],
  )

  return useSyncExternalStore(subscribe, () => {
    const { top, height, isMovingDown } = heard.current
    const { first, last } = rowWindow(top, height, geometry)
    const was = latest.current
    if (was.first !== first || was.last !== last || was.isMovingDown !== isMovingDown) {
      latest.current = { first, last, isMovingDown }
    }
    return latest.current
  })
}
