/** Which rows of one height lie in a window over them: arithmetic, so that 100,000 rows cost what 100 do. */
export interface RowWindow {
  /** First and last row on screen; `last` is -1 where there is none. */
  first: number
  last: number
  /** A person is on the way down. */
  isMovingDown: boolean
  /** Half a screen and more at a time: nobody can reach for what a row can do, or read past the edge of the screen. */
  isFlying: boolean
}

export interface Geometry {
  count: number
  rowHeight: number
  headerHeight: number
}

export function rowWindow(scrollTop: number, height: number, { count, rowHeight, headerHeight }: Geometry) {
  const room = Math.max(0, height - headerHeight)
  const first = Math.max(0, Math.min(Math.floor(scrollTop / rowHeight), count - 1))
  return { first, last: Math.min(count, Math.ceil((scrollTop + room) / rowHeight)) - 1 }
}

/** Where to scroll so that a row is whole below the header, or undefined when it already is. */
export function scrollTopToShow(index: number, scrollTop: number, height: number, geometry: Geometry) {
  const { rowHeight, headerHeight } = geometry
  const top = index * rowHeight
  const bottom = top + rowHeight - (height - headerHeight)
  if (top < scrollTop) return top
  return bottom > scrollTop ? bottom : undefined
}

/** The rows to draw: those on screen, some around them, and the one that holds the focus, wherever it is. */
export function rowsToDraw(
  { first, last }: { first: number; last: number },
  count: number,
  around: number,
  held?: number,
) {
  const from = Math.max(0, first - around)
  const to = Math.min(count - 1, last + around)
  const drawn = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)
  if (held === undefined || held >= count || (held >= from && held <= to)) return drawn
  return held < from ? [held, ...drawn] : [...drawn, held]
}
