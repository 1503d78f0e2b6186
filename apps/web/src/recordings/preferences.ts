import { remembered } from '../lib/remembered.ts'

/** Columns a person may hide and move. The checkbox stays first and the actions last. */
export const COLUMN_IDS = ['filename', 'roomName', 'startDate', 'duration', 'sizeInMegaBytes', 'state'] as const
export type ColumnId = (typeof COLUMN_IDS)[number]

export const DENSITIES = ['comfortable', 'compact'] as const
export type Density = (typeof DENSITIES)[number]

export interface ListPreferences {
  order: ColumnId[]
  hidden: ColumnId[]
  sizes: Record<string, number>
  density: Density
}

export const DEFAULT_PREFERENCES: ListPreferences = {
  order: [...COLUMN_IDS],
  hidden: [],
  sizes: {},
  density: 'comfortable',
}

const isColumn = (id: unknown): id is ColumnId => COLUMN_IDS.some((known) => known === id)
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** What an older or newer version stored: unknown columns are dropped, missing ones come last. */
export function readPreferences(stored: unknown): ListPreferences | undefined {
  if (!isRecord(stored)) return undefined
  const order = Array.isArray(stored.order) ? [...new Set(stored.order.filter(isColumn))] : []
  const sizes = isRecord(stored.sizes) ? Object.entries(stored.sizes) : []
  return {
    order: [...order, ...COLUMN_IDS.filter((id) => !order.includes(id))],
    hidden: Array.isArray(stored.hidden) ? stored.hidden.filter(isColumn) : [],
    sizes: Object.fromEntries(sizes.filter((size): size is [string, number] => Number.isFinite(size[1]))),
    density: DENSITIES.find((density) => density === stored.density) ?? DEFAULT_PREFERENCES.density,
  }
}

export const preferences = remembered('list', DEFAULT_PREFERENCES, readPreferences)
