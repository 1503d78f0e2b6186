interface Box {
  top: number
  bottom: number
  left: number
  right: number
}

interface Size {
  width: number
  height: number
}

const GAP = 4
const EDGE = 8

/** Below the anchor, its end aligned with the anchor's; above where there is no room, never past the window's edge. */
export function placeBeside(
  anchor: Box,
  size: Size,
  window: Size,
  align: 'start' | 'end',
): { top: number; left: number } {
  const wanted = align === 'start' ? anchor.left : anchor.right - size.width
  const left = Math.max(EDGE, Math.min(wanted, window.width - size.width - EDGE))
  const below = anchor.bottom + GAP
  const above = anchor.top - GAP - size.height
  const fitsBelow = below + size.height <= window.height - EDGE
  return {
    left,
    top: fitsBelow || above < EDGE ? Math.max(EDGE, Math.min(below, window.height - size.height - EDGE)) : above,
  }
}
