import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { m } from '../i18n/messages.ts'
import { COLUMNS, resizeColumn, useColumnSize } from './columns.ts'
import type { ColumnId } from './preferences.ts'

const STEP = 16

/** Dragged by pointer, or moved by arrow keys (WCAG 2.5.7); a double press gives the width back to us. */
export function ResizeHandle({ column }: { column: ColumnId }) {
  const size = useColumnSize(column)
  const start = useRef({ at: 0, width: 0 })
  const [isDragging, setDragging] = useState(false)

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    // The file name stretches: dragging starts from the width it has, not from the one it was given.
    const cell = event.currentTarget.parentElement
    start.current = { at: event.clientX, width: cell?.offsetWidth ?? size }
    setDragging(true)
  }
  const onPointerMove = (event: PointerEvent) => {
    if (isDragging) resizeColumn(column, start.current.width + event.clientX - start.current.at)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    resizeColumn(column, size + (event.key === 'ArrowRight' ? STEP : -STEP))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a window splitter (ARIA APG), which <hr> cannot be
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={m.resize_column({ name: COLUMNS[column].name() })}
      aria-valuenow={size}
      aria-valuemin={COLUMNS[column].minSize}
      tabIndex={0}
      data-dragging={isDragging ? '' : undefined}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => setDragging(false)}
      onPointerCancel={() => setDragging(false)}
      onDoubleClick={() => resizeColumn(column, undefined)}
      onKeyDown={onKeyDown}
      className="resize-handle"
    />
  )
}
