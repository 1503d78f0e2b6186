import { m } from '../i18n/messages.ts'
import { formats } from '../lib/format.ts'
import { once } from '../lib/once.ts'

const UNITS = [
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

const parts = once(() => new Intl.ListFormat(undefined, { style: 'narrow', type: 'unit' }))

function inUnits(seconds: number, unitDisplay: 'long' | 'short'): string {
  const words: string[] = []
  let left = seconds
  for (const [unit, length] of UNITS) {
    const amount = Math.floor(left / length)
    left -= amount * length
    if (amount > 0) words.push(new Intl.NumberFormat(undefined, { style: 'unit', unit, unitDisplay }).format(amount))
  }
  return parts().format(words)
}

/** "1 hour", "15 minutes", "1 hour 30 minutes". */
export const lifetimeWords = (seconds: number): string => inUnits(seconds, 'long')

/** "1 hr", "15 min". */
export const lifetimeShort = (seconds: number): string => inUnits(seconds, 'short')

/** The local time a link ends at, with its day when that is not today. */
export function endsAt(expiresAt: number, now: number): string {
  const isToday = new Date(expiresAt).toDateString() === new Date(now).toDateString()
  return isToday ? formats.time(expiresAt) : formats.dateTime(expiresAt, now)
}

/** Until when, and to whom the link is as good as the file. */
export function linkPromise(seconds: number, expiresAt: number, now: number): string {
  return m.link_copied({ lifetime: lifetimeWords(seconds), until: endsAt(expiresAt, now) })
}
