// biome-ignore-all lint/a11y/useSemanticElements: rows are virtual and laid out by CSS grid, where <table> loses its meaning; the roles say it
// biome-ignore-all lint/a11y/useFocusableInteractive: focus moves by row (ARIA APG, data grid), cells themselves take none

import type { SortBy } from '@reeldesk/contract'
import { memo } from 'react'
import { m } from '../i18n/messages.ts'
import { localZone } from '../lib/format.ts'
import { useStore } from '../lib/store.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { Icon } from '../ui/icon.tsx'
import { COLUMNS } from './columns.ts'
import type { Rows } from './pages.ts'
import type { ColumnId } from './preferences.ts'
import { ResizeHandle } from './resize-handle.tsx'
import { selection } from './selection.ts'
import { directionOf, nextSort } from './sorting.ts'

/** Scrolling leaves it as it is. */
export const TableHeader = memo(function TableHeader({
  columns,
  rows,
  sort,
  onSort,
}: {
  columns: readonly ColumnId[]
  rows: Rows
  sort: SortBy | undefined
  onSort: (sort: SortBy | undefined) => void
}) {
  return (
    <div role="rowgroup" className="table-head">
      <div role="row" aria-rowindex={1} className="head-row">
        <div role="columnheader" aria-colindex={1} className="cell cell-select">
          <SelectAll rows={rows} />
        </div>
        {columns.map((column, at) => (
          <ColumnHeader key={column} column={column} at={at + 2} sort={sort} onSort={onSort} />
        ))}
        <div role="columnheader" aria-colindex={columns.length + 2} className="cell cell-actions">
          <span className="sr-only">{m.column_actions()}</span>
        </div>
      </div>
    </div>
  )
})

function SelectAll({ rows }: { rows: Rows }) {
  const inList = useStore(selection, ({ count, items }) => countIn(rows, count, items))
  return (
    <Checkbox
      aria-label={m.select_all_loaded()}
      checked={rows.count > 0 && inList === rows.count}
      mixed={inList > 0 && inList < rows.count}
      disabled={rows.count === 0}
      onChange={() => {
        const loaded = rows.items.slice(0, rows.count)
        if (inList < rows.count) selection.addAll(loaded)
        else selection.remove(loaded.map(({ recordingId }) => recordingId))
      }}
    />
  )
}

/** How many of what is selected are rows of this list. */
export function countIn(rows: Rows, count: number, items: ReadonlyMap<string, unknown>): number {
  if (count === 0) return 0
  let found = 0
  for (const recordingId of items.keys()) if (rows.indexOf(recordingId) !== undefined) found += 1
  return found
}

function ColumnHeader({
  column,
  at,
  sort,
  onSort,
}: {
  column: ColumnId
  at: number
  sort: SortBy | undefined
  onSort: (sort: SortBy | undefined) => void
}) {
  const { name, sortField: field } = COLUMNS[column]
  const direction = field && directionOf(sort, field)
  return (
    <div
      role="columnheader"
      // By itself: its name would otherwise go on with the handle's.
      aria-label={name()}
      aria-colindex={at}
      aria-sort={field && (direction ?? 'none')}
      className={`cell cell-${column}`}
    >
      {field ? (
        <button
          type="button"
          className="sort-button"
          data-active={direction !== undefined && sort !== undefined ? '' : undefined}
          title={column === 'startDate' ? m.sort_by_zone({ zone: localZone() }) : m.sort_by()}
          onClick={() => onSort(nextSort(sort, field))}
        >
          {name()}
          {direction && <Icon name={direction === 'ascending' ? 'arrowUp' : 'arrowDown'} />}
        </button>
      ) : (
        <span className="px-1.5">{name()}</span>
      )}
      {column === 'startDate' && <span className="zone">{localZone()}</span>}
      <ResizeHandle column={column} />
    </div>
  )
}
