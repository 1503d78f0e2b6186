import { once } from './once.ts'

/** Numbers, sizes and times as people read them, in their own locale. */

export interface Formats {
  number(value: number): string
  /** Megabytes as upstream counts them; gigabytes from 1,000 MB. */
  size(megaBytes: number): string
  duration(ms: number): string
  /** Day and time in the person's zone; says the year when it is not this one. */
  dateTime(at: number | string, now?: number): string
  time(at: number | string): string
  /** Full local date and time with its zone. */
  dateTimeLong(at: number | string): string
  /** The same in every locale: for tickets and logs. */
  utc(at: number | string): string
  relative(at: number | string, now: number): string
  list(parts: string[]): string
}

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

export function createFormats(locale?: string, timeZone?: string): Formats {
  const zone = timeZone === undefined ? {} : { timeZone }
  const clock = { hour: 'numeric', minute: '2-digit' } as const
  const day = { weekday: 'short', day: 'numeric', month: 'short', ...clock } as const
  const seconds = { second: '2-digit', timeZoneName: 'short' } as const
  const dates = (options: Intl.DateTimeFormatOptions) =>
    once(() => new Intl.DateTimeFormat(locale, { ...options, ...zone }))
  const numbers = (options: Intl.NumberFormatOptions) => once(() => new Intl.NumberFormat(locale, options))

  const whole = numbers({ maximumFractionDigits: 0 })
  const tenth = numbers({ maximumFractionDigits: 1 })
  const hundredth = numbers({ maximumFractionDigits: 2, minimumFractionDigits: 2 })
  const thisYear = dates(day)
  const otherYear = dates({ day: 'numeric', month: 'short', year: 'numeric', ...clock })
  const time = dates(clock)
  const long = dates({ ...day, year: 'numeric', ...seconds })
  const year = dates({ year: 'numeric' })
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'narrow' }))
  const list = once(() => new Intl.ListFormat(locale, { type: 'conjunction' }))

  const yearOf = (date: Date) => (timeZone === undefined ? String(date.getFullYear()) : year().format(date))
  const told = (at: number | string, tell: (date: Date) => string) => {
    const date = new Date(at)
    return Number.isNaN(date.getTime()) ? '—' : tell(date)
  }
  return {
    number: (value) => whole().format(value),
    size(megaBytes) {
      if (megaBytes >= 999.5) return `${hundredth().format(megaBytes / 1_000)} GB`
      return `${(megaBytes < 10 ? tenth() : whole()).format(megaBytes)} MB`
    },
    duration(ms) {
      const total = Math.round(ms / 1_000)
      if (total < 60) return `${total} s`
      const minutes = Math.floor(total / 60)
      if (minutes < 60) return `${minutes} m`
      return `${whole().format(Math.floor(minutes / 60))} h ${String(minutes % 60).padStart(2, '0')} m`
    },
    dateTime: (at, now = Date.now()) =>
      told(at, (date) => (yearOf(date) === yearOf(new Date(now)) ? thisYear() : otherYear()).format(date)),
    time: (at) => told(at, (date) => time().format(date)),
    dateTimeLong: (at) => told(at, (date) => long().format(date)),
    utc: (at) => told(at, (date) => `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`),
    relative: (at, now) =>
      told(at, (date) => {
        const ms = date.getTime() - now
        const [unit, length] = UNITS.find(([, each]) => Math.abs(ms) >= each) ?? ['minute', 60_000]
        return relative().format(Math.round(ms / length), unit)
      }),
    list: (parts) => list().format(parts),
  }
}

/** For the person at this screen. */
export const formats = createFormats()

/** The zone that every local time on this screen is in, as the browser names it. */
export const localZone = once(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
