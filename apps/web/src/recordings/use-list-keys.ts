import type { ListedRecording } from '@reeldesk/contract'
import { type RefObject, useEffect, useRef } from 'react'
import { useShortcut } from '../lib/shortcuts.ts'
import { focusWish, place } from './list-state.ts'
import type { Rows } from './pages.ts'
import { selection } from './selection.ts'

export interface ListMoves {
  /** Rows that PageUp and PageDown pass over. */
  pageSize: number
  /** Brings a row on screen. */
  show: (index: number) => void
}

/** One row is the place: Tab reaches it, keys move it. With a recording open, moving opens the next one. */
export function useListKeys({
  rows,
  listName,
  moves,
  openId,
  onOpen,
  list,
}: {
  rows: Rows
  listName: string
  moves: ListMoves
  openId: string | undefined
  onOpen: (recording: ListedRecording) => void
  list: RefObject<HTMLElement | null>
}): void {
  const last = useRef({ listName, index: 0 })
  useEffect(() => {
    const id = place.get()
    const index = id === undefined ? undefined : rows.indexOf(id)
    // The row is gone: the one that moved up takes its place. In another list it is the first one's.
    const instead = last.current.listName === listName ? Math.min(last.current.index, rows.count - 1) : 0
    if (index === undefined) place.set(rows.items[instead]?.recordingId)
    last.current = { listName, index: index ?? instead }
    return place.subscribe(() => {
      const now = place.get()
      last.current = { listName, index: (now === undefined ? undefined : rows.indexOf(now)) ?? 0 }
    })
  }, [rows, listName])

  const at = () => {
    const id = place.get()
    return (id === undefined ? undefined : rows.indexOf(id)) ?? 0
  }

  /** Keys that move are the list's, unless the focus is in a panel beside it, which has its own. */
  const isOurs = () => {
    const part = document.activeElement?.closest('section, dialog')
    return rows.count > 0 && (!part || part.contains(list.current))
  }

  const goTo = (index: number, extend = false) => {
    const target = rows.items[Math.max(0, Math.min(index, rows.count - 1))]
    const from = place.get()
    if (!isOurs() || !target) return false
    if (extend) selection.extend(rows, from ?? target.recordingId, target.recordingId)
    focusWish.make()
    place.set(target.recordingId)
    moves.show(rows.indexOf(target.recordingId) ?? 0)
    if (from === target.recordingId) focusRow(list.current)
    if (openId !== undefined) onOpen(target)
    return true
  }

  /** The first press goes to the place itself when the focus is elsewhere. */
  const step = (by: 1 | -1, extend = false) => {
    const isInList = list.current?.contains(document.activeElement) === true
    return goTo(isInList ? at() + by : at(), extend)
  }

  useShortcut('list.down', () => step(1))
  useShortcut('list.up', () => step(-1))
  useShortcut('list.extendDown', () => step(1, true))
  useShortcut('list.extendUp', () => step(-1, true))
  useShortcut('list.pageDown', () => goTo(at() + moves.pageSize))
  useShortcut('list.pageUp', () => goTo(at() - moves.pageSize))
  useShortcut('list.first', () => goTo(0))
  useShortcut('list.last', () => goTo(rows.count - 1))
  useShortcut('list.select', () => {
    const recording = rows.items[at()]
    if (!isOurs() || !recording) return false
    selection.toggle(recording)
    return true
  })
  useShortcut('recording.open', () => {
    const recording = rows.items[at()]
    if (!isOurs() || !recording) return false
    onOpen(recording)
    return true
  })
}

/** The place did not change, so no row is drawn anew to take the focus. */
function focusRow(list: HTMLElement | null): void {
  if (focusWish.take()) list?.querySelector<HTMLElement>('[role=row][tabindex="0"]')?.focus({ preventScroll: true })
}
