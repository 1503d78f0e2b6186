import { m } from '../i18n/messages.ts'
import { formats } from '../lib/format.ts'
import { useShortcut } from '../lib/shortcuts.ts'
import { useStore } from '../lib/store.ts'
import { IconButton } from '../ui/button.tsx'
import { ExportButton } from './export-button.tsx'
import { visibleRange } from './list-state.ts'
import type { Rows } from './pages.ts'
import { type Selection, selection, useSelection } from './selection.ts'
import { SelectionActions } from './selection-actions.tsx'
import { countIn } from './table-header.tsx'

/** Rises when something is selected: what that is, what of it is out of sight, and what can be done with it. */
export function SelectionBar({ rows, isPanelOpen }: { rows: Rows; isPanelOpen: boolean }) {
  const selected = useSelection()
  useShortcut(
    'screen.close',
    () => {
      // Esc closes first, then clears.
      if (isPanelOpen) return false
      selection.clear()
    },
    selected.count > 0,
  )
  if (selected.count === 0) return null
  const recordings = () => [...selection.get().items.values()]
  return (
    <div
      role="toolbar"
      aria-label={m.selection_bar()}
      className="selection-bar"
      data-beside-panel={isPanelOpen ? '' : undefined}
    >
      <Facts selected={selected} rows={rows} />
      <div className="flex flex-wrap items-center gap-1 max-sm:order-1 max-sm:basis-full">
        <SelectionActions count={selected.count} recordings={recordings} />
        <ExportButton label={m.export_csv()} size="sm" recordings={recordings} />
      </div>
      <IconButton label={m.selection_clear()} hint="Esc" icon="close" onClick={() => selection.clear()} />
    </div>
  )
}

function Facts({ selected, rows }: { selected: Selection; rows: Rows }) {
  const { first, last } = useStore(visibleRange)
  const inList = countIn(rows, selected.count, selected.items)
  let inView = 0
  for (let at = first; at <= last; at += 1) {
    const recording = rows.items[at]
    if (recording && selected.items.has(recording.recordingId)) inView += 1
  }
  const duration = formats.duration(selected.durationMs)
  const notes = [
    selected.durationUnknown === 0 ? duration : m.selection_duration_at_least({ duration }),
    formats.size(selected.megaBytes),
    ...(inList > inView ? [m.selection_out_of_view({ shown: formats.number(inList - inView) })] : []),
    ...(selected.count > inList ? [m.selection_not_in_list({ shown: formats.number(selected.count - inList) })] : []),
  ]
  return (
    <p className="min-w-0 flex-1 text-muted">
      <strong aria-live="polite" className="font-semibold text-ink">
        {m.selection_count({ shown: formats.number(selected.count) })}
      </strong>
      {` · ${notes.join(' · ')}`}
    </p>
  )
}
