// biome-ignore-all lint/a11y/useSemanticElements: rows are virtual and laid out by CSS grid, where <table> loses its meaning; the roles say it

import type { ListedRecording, SortBy } from '@reeldesk/contract'
import { type ReactNode, type RefObject, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { m } from '../i18n/messages.ts'
import { useNow } from '../lib/clock.ts'
import { useMedia } from '../lib/media.ts'
import { useSettled, useSteadyHandler } from '../lib/steady.ts'
import { useStore } from '../lib/store.ts'
import { useMask } from '../shell/presenting.ts'
import { useColumns } from './columns.ts'
import { place, visibleRange } from './list-state.ts'
import type { Rows } from './pages.ts'
import { type Density, preferences } from './preferences.ts'
import { createRowKeys } from './row-keys.ts'
import { rowsToDraw, scrollTopToShow } from './row-window.ts'
import { selection, useSelection } from './selection.ts'
import { TableHeader } from './table-header.tsx'
import { TableRow } from './table-row.tsx'
import { useListKeys } from './use-list-keys.ts'
import { useRowWindow, useScrolled } from './use-row-window.ts'
import { useSteadyScroll } from './use-steady-scroll.ts'

const ROW_HEIGHT: Record<Density, number> = { comfortable: 48, compact: 34 }
const CARD_HEIGHT = 66
const HEADER_HEIGHT = 34
/** Rows drawn beyond the screen on either side. */
const AROUND = 6

export interface TableProps {
  rows: Rows
  sort: SortBy | undefined
  /** Names this list among those a person comes back to: its place is kept. */
  listName: string
  hasEnd: boolean
  isStale: boolean
  openId: string | undefined
  /** What stands behind a recording's address: `?sort=…`. */
  search: string
  onSort: (sort: SortBy | undefined) => void
  onOpen: (recording: ListedRecording) => void
  /** Called with the last row on screen, and whether a person is on the way down. */
  onReach: (lastRow: number, isMovingDown: boolean) => void
  footer: ReactNode
}

export function RecordingsTable(props: TableProps) {
  const { rows, sort, listName, hasEnd, isStale, openId, search, onSort, onOpen, onReach, footer } = props
  const { visible, template } = useColumns()
  const density = useStore(preferences, (chosen) => chosen.density)
  const isCards = useMedia('(max-width: 999px)')
  const rowHeight = isCards ? CARD_HEIGHT : ROW_HEIGHT[density]
  const scroller = useRef<HTMLDivElement>(null)

  const geometry = { count: rows.count, rowHeight, headerHeight: HEADER_HEIGHT }
  const scrolled = useScrolled()
  const { first, last, isMovingDown, isFlying } = useRowWindow(scroller, scrolled, geometry)
  // Rows of the list before stay where they are until those of the next have come.
  const shownName = useSettled(listName, !isStale)
  useSteadyScroll({ rows, rowHeight, listName: shownName, scroller, scrolled })

  useEffect(() => {
    visibleRange.set({ first, last })
    onReach(last, isMovingDown)
  }, [first, last, isMovingDown, onReach])

  const show = (index: number) => {
    const element = scroller.current
    if (!element) return
    const top = scrollTopToShow(index, element.scrollTop, element.clientHeight, geometry)
    if (top !== undefined) element.scrollTop = top
  }
  useListKeys({
    rows,
    listName,
    moves: { pageSize: Math.max(1, last - first - 1), show },
    openId,
    onOpen,
    list: scroller,
  })

  const onSelect = useSteadyHandler((recording: ListedRecording, extend: boolean) => {
    if (extend) selection.extend(rows, place.get() ?? recording.recordingId, recording.recordingId)
    else selection.toggle(recording)
    place.set(recording.recordingId)
  })

  // The row that holds the focus stays in the document when scrolled away, or a screen reader would lose its place.
  const at = useStore(place)
  const held = at === undefined ? undefined : rows.indexOf(at)
  // What is seen is drawn first, what is around it right after, and not while it flies by.
  const onScreen = useMemo(() => ({ rows, search }), [rows, search])
  const around = useDeferredValue(onScreen)
  const drawn = rowsToDraw({ first, last }, rows.count, isFlying ? 0 : AROUND, held)
  const [keysOf] = useState(createRowKeys)
  const keys = keysOf(drawn)
  const selected = useSelection().items
  const mask = useMask()
  const now = useNow('minute')

  return (
    <Scroller element={scroller} rowHeight={rowHeight}>
      <div
        role="grid"
        aria-label={m.recordings_table()}
        aria-rowcount={hasEnd ? rows.count + 1 : -1}
        aria-colcount={visible.length + 2}
        aria-multiselectable="true"
        aria-busy={isStale}
        data-density={density}
        className="table-grid"
        style={{ '--columns': template }}
      >
        <TableHeader columns={visible} rows={rows} sort={sort} onSort={onSort} />
        <div
          role="rowgroup"
          data-stale={isStale ? '' : undefined}
          className="table-body"
          style={{ height: rows.count * rowHeight }}
        >
          {drawn.map((index, position) => {
            const list = index < first || index > last ? around : onScreen
            const recording = list.rows.items[index]
            if (!recording) return null
            const { recordingId } = recording
            return (
              <TableRow
                key={keys[position]}
                recording={recording}
                index={index}
                top={index * rowHeight}
                columns={visible}
                isSelected={selected.has(recordingId)}
                isPlace={recordingId === at}
                isOpen={recordingId === openId}
                // Whoever holds the focus, on a button of it perhaps, stays whole.
                isFlying={isFlying && recordingId !== at}
                mask={mask}
                now={now}
                href={`/recordings/${recordingId}${list.search}`}
                onSelect={onSelect}
                onOpen={onOpen}
              />
            )
          })}
        </div>
      </div>
      {footer}
    </Scroller>
  )
}

function Scroller({
  element,
  rowHeight,
  children,
}: {
  element: RefObject<HTMLDivElement | null>
  rowHeight: number
  children: ReactNode
}) {
  return (
    <div ref={element} className="table-scroller" style={{ '--row-height': `${rowHeight}px` }}>
      {children}
    </div>
  )
}
