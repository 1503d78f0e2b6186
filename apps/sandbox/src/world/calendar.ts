const HOUR_MS = 3_600_000
/** How busy an hour of the day is (UTC), and a day of the week from Sunday on: offices, with a few night owls. */
const BY_HOUR = [1, 1, 1, 1, 2, 4, 10, 30, 70, 95, 100, 85, 60, 80, 100, 95, 75, 50, 30, 20, 14, 8, 4, 2]
const BY_WEEKDAY = [0.08, 1, 1.1, 1.1, 1, 0.85, 0.16]

/**
 * Reads a fraction of all meetings as a moment in time, epoch milliseconds, following the rhythm of the week.
 * Fractions must not decrease from call to call.
 */
export function createCalendar(fromMs: number, toMs: number): (fraction: number) => number {
  const hours = Math.max(1, Math.ceil((toMs - fromMs) / HOUR_MS))
  const weights = Array.from({ length: hours }, (_, hour) => {
    const date = new Date(fromMs + hour * HOUR_MS)
    return (BY_HOUR[date.getUTCHours()] ?? 1) * (BY_WEEKDAY[date.getUTCDay()] ?? 1)
  })
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let hour = 0
  let before = 0
  return (fraction) => {
    const target = fraction * total
    while (hour < hours - 1 && before + (weights[hour] ?? 0) <= target) before += weights[hour++] ?? 0
    const within = Math.min((target - before) / (weights[hour] ?? 1), 0.999)
    return Math.min(fromMs + (hour + within) * HOUR_MS, toMs)
  }
}
