import type { Deletion, ItemState } from '@reeldesk/contract'
import { m } from '../i18n/messages.ts'
import { formats } from '../lib/format.ts'
import { segments, totalOf } from './progress.ts'

const FILLS: Record<ItemState, string> = {
  gone: 'bg-accent',
  sent: 'bg-accent/45',
  waiting: 'bg-edge',
  remaining: 'bg-warn',
  failed: 'bg-danger',
  undone: 'bg-pressed',
}

export const STATE_NAMES: Record<ItemState, () => string> = {
  gone: m.state_gone,
  sent: m.state_sent,
  waiting: m.state_waiting,
  remaining: m.state_remaining,
  failed: m.state_failed,
  undone: m.state_undone,
}

/** The figures say everything; the bar is for the eye. */
export function ProgressBar({ deletion: { totals } }: { deletion: Pick<Deletion, 'totals'> }) {
  const bar = segments(totals)
  return (
    <div className="mt-2.5 flex flex-col gap-1.5">
      <div
        role="progressbar"
        aria-label={m.deletion_progress()}
        aria-valuemin={0}
        aria-valuemax={totalOf(totals)}
        aria-valuenow={totals.gone}
        aria-valuetext={bar.map(({ state, count }) => `${formats.number(count)} ${STATE_NAMES[state]()}`).join(', ')}
        className="flex h-1.5 gap-px overflow-hidden rounded-full bg-hover"
      >
        {bar.map(({ state, count }) => (
          <span key={state} className={`min-w-1 ${FILLS[state]}`} style={{ flexGrow: count }} />
        ))}
      </div>
      <ul aria-hidden="true" className="flex flex-wrap gap-x-4 gap-y-0.5 text-xs text-muted">
        {bar.map(({ state, count }) => (
          <li key={state} className="inline-flex items-center gap-1.5">
            <span className={`size-2 rounded-full ${FILLS[state]}`} />
            <span className="text-ink">{formats.number(count)}</span> {STATE_NAMES[state]()}
          </li>
        ))}
      </ul>
    </div>
  )
}
