// biome-ignore-all lint/a11y/useSemanticElements: rows are virtual and laid out by CSS grid, where <table> loses its meaning; the roles say it

import type { ListedRecording, SortBy } from '@reeldesk/contract'
import { type ReactNode, type RefObject, useDeferredValue, useEffect, useRef } from 'react'
import { m } from '../i18n/messages.ts'
import { useMedia } from '../lib/media.ts'
import { useSettled, useSteadyHandler } from '../lib/steady.ts'
import { useStore } from '../lib/store.ts'
import { useColumns } from './columns.ts'
import { place, visibleRange } from './list-state.ts'
import type { Rows } from './pages.ts'
import { type Density, preferences } from './preferences.ts'
import { rowsToDraw, scrollTopToShow } from './row-window.ts'
import { selection } from './selection.ts'
import { TableHeader } from './table-header.tsx'
import { TableRow } from './table-row.tsx'
import { useListKeys } from './use-list-keys.ts'
import { useRowWindow } from './use-row-window.ts'
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
  const { first, last, isMovingDown } = useRowWindow(scroller, geometry)
  // Rows of the list before stay where they are until those of the next have come.
  const shownName = useSettled(listName, !isStale)
  useSteadyScroll({ rows, rowHeight, listName: shownName, scroller })

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
  // What is seen is drawn first, what is around it right after.
  const around = useDeferredValue(rows.count > 0) ? AROUND : 0

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
          {rowsToDraw({ first, last }, rows.count, around, held).map((index) => {
            const recording = rows.items[index]
            if (!recording) return null
            const { recordingId } = recording
            return (
              <TableRow
                // By position: another order changes the words in the rows there are, instead of making all of them anew.
                key={index}
                recording={recording}
                index={index}
                top={index * rowHeight}
                columns={visible}
                isOpen={recordingId === openId}
                href={`/recordings/${recordingId}${search}`}
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
