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
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const tenth = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const hundredth = new Intl.NumberFormat(locale, { maximumFractionDigits: 2, minimumFractionDigits: 2 })
  const clock = { hour: 'numeric', minute: '2-digit' } as const
  const day = { weekday: 'short', day: 'numeric', month: 'short', ...clock } as const
  const thisYear = new Intl.DateTimeFormat(locale, { ...day, ...zone })
  const otherYear = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    ...clock,
    ...zone,
  })
  const year = new Intl.DateTimeFormat('en', { year: 'numeric', ...zone })
  const time = new Intl.DateTimeFormat(locale, { ...clock, ...zone })
  const long = new Intl.DateTimeFormat(locale, {
    ...day,
    year: 'numeric',
    second: '2-digit',
    timeZoneName: 'short',
    ...zone,
  })
  const utc = new Intl.DateTimeFormat(locale, {
    ...day,
    year: 'numeric',
    second: '2-digit',
    timeZoneName: 'short',
    timeZone: 'UTC',
  })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'narrow' })
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  const asDate = (at: number | string): Date | undefined => {
    const date = new Date(at)
    return Number.isNaN(date.getTime()) ? undefined : date
  }
  const format = (formatter: Intl.DateTimeFormat, at: number | string) => {
    const date = asDate(at)
    return date ? formatter.format(date) : '—'
  }
  return {
    number: (value) => whole.format(value),
    size(megaBytes) {
      if (megaBytes >= 999.5) return `${hundredth.format(megaBytes / 1_000)} GB`
      return `${(megaBytes < 10 ? tenth : whole).format(megaBytes)} MB`
    },
    duration(ms) {
      const seconds = Math.round(ms / 1_000)
      if (seconds < 60) return `${seconds} s`
      const minutes = Math.floor(seconds / 60)
      if (minutes < 60) return `${minutes} m`
      return `${whole.format(Math.floor(minutes / 60))} h ${String(minutes % 60).padStart(2, '0')} m`
    },
    dateTime(at, now = Date.now()) {
      const date = asDate(at)
      return date ? (year.format(date) === year.format(now) ? thisYear : otherYear).format(date) : '—'
    },
    time: (at) => format(time, at),
    dateTimeLong: (at) => format(long, at),
    utc: (at) => format(utc, at),
    relative(at, now) {
      const date = asDate(at)
      if (!date) return '—'
      const ms = date.getTime() - now
      const [unit, length] = UNITS.find(([, each]) => Math.abs(ms) >= each) ?? ['minute', 60_000]
      return relative.format(Math.round(ms / length), unit)
    },
    list: (parts) => list.format(parts),
  }
}

/** For the person at this screen. */
export const formats = createFormats()

/** The zone that every local time on this screen is in, as the browser names it. */
export const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone
