/** Waits longer than this are not believed: points are counted by the minute. */
const LONGEST_CREDIBLE_MS = 60 * 60 * 1000
/** Told to wait, but not how long. */
const UNTOLD_WAIT_MS = 15_000

export type HeaderReader = (name: string) => string | undefined

/** How long a 429 asks to wait, in milliseconds: `data.msLeft`, else `Retry-After`, else `X-RateLimit-Reset` (the API document). */
export function waitOf(msLeft: number | undefined, header: HeaderReader, now: number): number {
  const told = [msLeft, retryAfterMs(header, now), untilReset(header, now)]
  return told.find(isCredible) ?? UNTOLD_WAIT_MS
}

/** Milliseconds until the points are full again, by upstream's own clock where it tells the time. */
export function untilReset(header: HeaderReader, now: number): number | undefined {
  const value = header('x-ratelimit-reset')
  if (value === undefined) return undefined
  const wait = Math.max(0, instantOf(value) - serverNow(header, now))
  return isCredible(wait) ? wait : undefined
}

/** RFC 9110, 10.2.3: seconds or an HTTP date. */
function retryAfterMs(header: HeaderReader, now: number): number | undefined {
  const value = header('retry-after')
  if (value === undefined) return undefined
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000
  return Math.max(0, Date.parse(value) - serverNow(header, now))
}

/** Our clock and upstream's may differ by a minute; two dates of the same answer do not. */
function serverNow(header: HeaderReader, now: number): number {
  const date = Date.parse(header('date') ?? '')
  return Number.isNaN(date) ? now : date
}

/** The document says "date" without a form: HTTP or ISO date, epoch seconds and epoch milliseconds are all understood. */
function instantOf(value: string): number {
  if (!/^\d+(\.\d+)?$/.test(value)) return Date.parse(value)
  const number = Number(value)
  return number > 1e11 ? number : number * 1000
}

function isCredible(wait: number | undefined): wait is number {
  return wait !== undefined && Number.isFinite(wait) && wait >= 0 && wait <= LONGEST_CREDIBLE_MS
}
