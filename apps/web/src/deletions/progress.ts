import { type Deletion, ITEM_STATES, type ItemState } from '@reeldesk/contract'

type Totals = Deletion['totals']

export function totalOf(totals: Totals): number {
  return ITEM_STATES.reduce((sum, state) => sum + totals[state], 0)
}

/** The order of a bar: what is done first, what went wrong last before what never was to happen. */
export const BAR_ORDER = ['gone', 'sent', 'waiting', 'remaining', 'failed', 'undone'] as const satisfies ItemState[]

export interface Segment {
  state: ItemState
  count: number
  /** 0–1 of the whole. */
  share: number
}

export function segments(totals: Totals): Segment[] {
  const total = totalOf(totals)
  return BAR_ORDER.filter((state) => totals[state] > 0).map((state) => ({
    state,
    count: totals[state],
    share: totals[state] / total,
  }))
}

/** What a person can still do about a deletion, or wait for. */
export type Phase = 'counting-down' | 'working' | 'needs-attention' | 'undone' | 'done'

export function phaseOf({ totals, executeAt }: Pick<Deletion, 'totals' | 'executeAt'>, now: number): Phase {
  if (totals.waiting > 0 && Date.parse(executeAt) > now) return 'counting-down'
  if (totals.waiting + totals.sent > 0) return 'working'
  if (totals.failed + totals.remaining > 0) return 'needs-attention'
  return totals.gone === 0 && totals.undone > 0 ? 'undone' : 'done'
}

export const isActive = ({ totals }: Pick<Deletion, 'totals'>) => totals.waiting + totals.sent > 0
export const isRetriable = ({ totals }: Pick<Deletion, 'totals'>) => totals.failed + totals.remaining > 0

const SOON_MS = 1_000
const LOOK_FOR_UNDO_MS = 30_000

/**
 * When to ask about a deletion again; false when nothing will change by itself. While it counts down only a
 * colleague's undo can change it; then quickly at first, slower as it drags on, slower for large answers.
 */
export function pollAfterMs(deletion: Pick<Deletion, 'totals' | 'executeAt'>, now: number): number | false {
  if (!isActive(deletion)) return false
  const sinceDueMs = now - Date.parse(deletion.executeAt)
  if (deletion.totals.waiting > 0 && sinceDueMs < 0) return Math.min(-sinceDueMs + SOON_MS / 4, LOOK_FOR_UNDO_MS)
  const paceMs = sinceDueMs < 20_000 ? SOON_MS : sinceDueMs < 120_000 ? 2_500 : 10_000
  return Math.max(paceMs, totalOf(deletion.totals) / 2)
}
