import { formats } from '../lib/format.ts'
import { once } from '../lib/once.ts'

const DAY_MS = 86_400_000
const days = once(() => new Intl.NumberFormat(undefined, { style: 'unit', unit: 'day', unitDisplay: 'short' }))

/** Time left, as short as it can be: "8 s", "12 m 05 s", "29 days". Never less than one second. */
export function remainingTime(ms: number): string {
  if (ms >= 2 * DAY_MS) return days().format(Math.round(ms / DAY_MS))
  return formats.duration(Math.max(1, Math.ceil(ms / 1_000)) * 1_000)
}
