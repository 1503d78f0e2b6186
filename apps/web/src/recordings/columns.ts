import type { SortField } from '@reeldesk/contract'
import { useMemo } from 'react'
import { m } from '../i18n/messages.ts'
import { useStore } from '../lib/store.ts'
import { type ColumnId, preferences } from './preferences.ts'

interface Column {
  name: () => string
  /** Pixels it starts from, and the fewest it can be given. The file name takes what is left as well. */
  size: number
  minSize: number
  /** The four keys that upstream sorts by are columns of the same name. */
  sortField?: SortField
}

export const COLUMNS: Record<ColumnId, Column> = {
  filename: { name: m.column_recording, size: 240, minSize: 140 },
  roomName: { name: m.column_room, size: 190, minSize: 90, sortField: 'roomName' },
  startDate: { name: m.column_started, size: 172, minSize: 120, sortField: 'startDate' },
  duration: { name: m.column_duration, size: 100, minSize: 84, sortField: 'duration' },
  sizeInMegaBytes: { name: m.column_size, size: 92, minSize: 76, sortField: 'sizeInMegaBytes' },
  state: { name: m.column_state, size: 148, minSize: 90 },
}

const SELECT_WIDTH = 40
const ACTIONS_WIDTH = 120

/** The columns a person sees, in their order, and the grid they lie on. */
export function useColumns(): { visible: readonly ColumnId[]; template: string } {
  const { order, hidden, sizes } = useStore(preferences)
  const visible = useMemo(() => order.filter((id) => !hidden.includes(id)), [order, hidden])
  const widths = visible.map((id) => {
    const width = `${sizes[id] ?? COLUMNS[id].size}px`
    return id === 'filename' ? `minmax(${width}, 1fr)` : width
  })
  return { visible, template: `${SELECT_WIDTH}px ${widths.join(' ')} ${ACTIONS_WIDTH}px` }
}

export const useColumnSize = (id: ColumnId): number =>
  useStore(preferences, ({ sizes }) => sizes[id] ?? COLUMNS[id].size)

/** `undefined` gives the width back to us. */
export function resizeColumn(id: ColumnId, width: number | undefined): void {
  const chosen = preferences.get()
  const { [id]: _, ...others } = chosen.sizes
  const sizes = width === undefined ? others : { ...others, [id]: Math.max(COLUMNS[id].minSize, Math.round(width)) }
  preferences.set({ ...chosen, sizes })
}
