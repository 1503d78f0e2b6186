// biome-ignore-all lint/a11y/useSemanticElements: rows are virtual and laid out by CSS grid, where <table> loses its meaning; the roles say it
// biome-ignore-all lint/a11y/useFocusableInteractive: focus moves by row (ARIA APG, data grid), cells themselves take none

import type { ListedRecording } from '@reeldesk/contract'
import { type MouseEvent, memo, useDeferredValue, useEffect, useRef } from 'react'
import { m } from '../i18n/messages.ts'
import type { Mask } from '../shell/presenting.ts'
import { CheckButton } from '../ui/check-button.tsx'
import { CELLS } from './cells.tsx'
import { focusWish, place } from './list-state.ts'
import type { ColumnId } from './preferences.ts'
import { RowActions } from './row-actions.tsx'

export interface RowProps {
  recording: ListedRecording
  index: number
  top: number
  columns: readonly ColumnId[]
  isSelected: boolean
  /** The keyboard stands here. */
  isPlace: boolean
  isOpen: boolean
  /** It flies by: what it can do is drawn once the list rests. */
  isFlying: boolean
  href: string
  mask: Mask
  now: number
  onSelect: (recording: ListedRecording, extend: boolean) => void
  onOpen: (recording: ListedRecording) => void
}

/** Drawn again only when something of its own changes, however many rows are loaded. */
export const TableRow = memo(function TableRow(props: RowProps) {
  const { recording, index, top, columns, isSelected, isPlace, isOpen, isFlying, href, mask, now } = props
  const { onSelect, onOpen } = props
  const row = useRef<HTMLDivElement>(null)
  const tabIndex = isPlace ? 0 : -1
  const actionsColumn = columns.length + 2
  // A dozen elements that nobody reaches for within a frame: they follow once the row is drawn, and answer only for it.
  const actionsFor = useDeferredValue(isFlying ? null : recording, null)

  useEffect(() => {
    // The place moved here: by a key, or because rows above came or went while the focus was among them.
    if (isPlace && (focusWish.take() || isInOtherRow(row.current))) row.current?.focus({ preventScroll: true })
  }, [isPlace])

  const onClick = (event: MouseEvent<HTMLElement>) => {
    const target = event.target instanceof Element ? event.target : null
    // Controls act for themselves; a new tab is the browser's to open.
    if (target?.closest('button, input, label, .cell-actions')) return
    const link = target?.closest('a')
    if (event.shiftKey) {
      event.preventDefault()
      return onSelect(recording, true)
    }
    if (event.metaKey || event.ctrlKey) return link ? undefined : onSelect(recording, false)
    if (!link && getSelection()?.isCollapsed === false) return
    event.preventDefault()
    onOpen(recording)
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard's way in is the shortcut registry: Enter, x, Shift and arrows
    <div
      ref={row}
      role="row"
      tabIndex={tabIndex}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-current={isOpen || undefined}
      onClick={onClick}
      onFocus={() => place.set(recording.recordingId)}
      className="row"
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" aria-colindex={1} className="cell cell-select">
        <CheckButton
          label={m.select_recording({ name: mask.file(recording.filename) })}
          checked={isSelected}
          tabIndex={tabIndex}
          onClick={(event) => onSelect(recording, event.shiftKey)}
        />
      </div>
      {columns.map((column, at) => (
        <div key={column} role="gridcell" aria-colindex={at + 2} className={`cell cell-${column}`}>
          {CELLS[column]({ recording, mask, tabIndex, href, now })}
        </div>
      ))}
      <div role="gridcell" aria-colindex={actionsColumn} className="cell cell-actions">
        <div inert={actionsFor?.recordingId !== recording.recordingId} className="contents">
          {actionsFor && <RowActions key={actionsFor.recordingId} recording={actionsFor} tabIndex={tabIndex} />}
        </div>
      </div>
    </div>
  )
})

function isInOtherRow(row: HTMLElement | null): boolean {
  const focused = document.activeElement?.closest('[role=row]')
  return focused != null && focused !== row && focused.parentElement === row?.parentElement
}
