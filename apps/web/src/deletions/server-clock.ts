/** How far the server's clock is ahead of this one: a laptop that is a minute off must not show a window that has closed. */
let aheadMs = 0

const SLOWEST_ANSWER_MS = 2_000
const WORTH_CORRECTING_MS = 1_500

/** From a moment that the server stamped while it answered. Slow answers say too little to be believed. */
export function learnServerTime(stamped: string, askedAt: number, answeredAt: number): void {
  if (answeredAt - askedAt > SLOWEST_ANSWER_MS) return
  const difference = Date.parse(stamped) - (askedAt + answeredAt) / 2
  aheadMs = Math.abs(difference) < WORTH_CORRECTING_MS ? 0 : difference
}

/** A moment of the server's, on this device's clock; epoch milliseconds. */
export const localTimeOf = (stamped: string): number => Date.parse(stamped) - aheadMs

/** Now, by the server's clock. */
export const serverNow = (): number => Date.now() + aheadMs
