import type { Clock } from '../services.ts'
import type { Priority } from './client.ts'
import { UpstreamError, type UpstreamFailure } from './errors.ts'
import type { UpstreamLimits } from './limits.ts'
import { type HeaderReader, untilReset } from './wait.ts'

/** A told wait is kept to this long at most before upstream is asked again. */
const LONGEST_HOLD_MS = 120_000

export interface Budget {
  /**
   * Resolves when the call may go out; `leave` must follow. While a told wait runs, a person's call is refused with it
   * and a background call waits. Rejects when the signal aborts, the patience ends or too many are waiting.
   */
  enter(priority: Priority, patienceMs: number, signal: AbortSignal | undefined): Promise<void>
  leave(priority: Priority): void
  /** Learns from the `X-RateLimit-*` headers of any answer. */
  learn(header: HeaderReader): void
  /** Learns from a 429. */
  hold(waitMs: number): void
  /** Points left in this minute, as upstream last said; null while unknown. */
  pointsLeft(): number | null
}

interface Waiting {
  go: () => void
  refuse: (failure: UpstreamFailure) => void
}

/** Points of one organisation, shared with the customer's own product: people first, background on half of them. */
export function createBudget(
  limits: Pick<UpstreamLimits, 'connections' | 'backgroundCalls' | 'queuedCalls'>,
  clock: Clock,
): Budget {
  const waiting: Record<Priority, Set<Waiting>> = { person: new Set(), background: new Set() }
  const inFlight: Record<Priority, number> = { person: 0, background: 0 }
  let points: { limit: number; left: number; resetAt: number } | null = null
  let price = 1
  let heldUntil = 0
  let wake: NodeJS.Timeout | undefined

  const isFull = () => inFlight.person + inFlight.background >= limits.connections
  const holdMs = () => heldUntil - clock()

  /** When half of the points are spent, background work waits for the next minute; then one call finds out how many there are. */
  function backgroundWaitMs(): number {
    if (holdMs() > 0) return holdMs()
    if (points === null) return 0
    const untilResetMs = points.resetAt - clock()
    if (untilResetMs <= 0) return inFlight.background === 0 ? 0 : Number.POSITIVE_INFINITY
    const leftThen = points.left - price * (inFlight.background + 1)
    return leftThen >= points.limit / 2 ? 0 : untilResetMs
  }

  function mayGo(priority: Priority): boolean {
    if (isFull()) return false
    if (priority === 'person') return true
    return waiting.person.size === 0 && inFlight.background < limits.backgroundCalls && backgroundWaitMs() === 0
  }

  function admit() {
    for (const priority of ['person', 'background'] as const) {
      for (const caller of waiting[priority]) {
        if (!mayGo(priority)) break
        inFlight[priority] += 1
        caller.go()
      }
    }
    clearTimeout(wake)
    const waitMs = waiting.background.size === 0 ? 0 : backgroundWaitMs()
    if (waitMs > 0 && Number.isFinite(waitMs)) wake = setTimeout(admit, waitMs).unref()
  }

  function queue(priority: Priority, patienceMs: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const caller: Waiting = {
        go: () => {
          leaveQueue()
          resolve()
        },
        refuse: (failure) => {
          leaveQueue()
          reject(new UpstreamError(failure))
        },
      }
      const giveUp = () => caller.refuse({ kind: 'aborted' })
      const timer = Number.isFinite(patienceMs)
        ? setTimeout(() => caller.refuse({ kind: 'timeout' }), patienceMs)
        : undefined
      const leaveQueue = () => {
        waiting[priority].delete(caller)
        clearTimeout(timer)
        signal?.removeEventListener('abort', giveUp)
      }
      signal?.addEventListener('abort', giveUp, { once: true })
      waiting[priority].add(caller)
      admit()
    })
  }

  return {
    async enter(priority, patienceMs, signal) {
      if (signal?.aborted) throw new UpstreamError({ kind: 'aborted' })
      if (priority === 'person' && holdMs() > 0)
        throw new UpstreamError({ kind: 'rate_limited', retryAfterMs: holdMs() })
      if (mayGo(priority) && waiting[priority].size === 0) {
        inFlight[priority] += 1
        return
      }
      if (waiting[priority].size >= limits.queuedCalls)
        throw new UpstreamError({ kind: 'unavailable', retryAfterMs: 1000 })
      await queue(priority, patienceMs, signal)
    },
    leave(priority) {
      inFlight[priority] -= 1
      if (waiting.person.size + waiting.background.size > 0) admit()
    },
    learn(header) {
      const limit = countOf(header('x-ratelimit-limit'))
      const left = countOf(header('x-ratelimit-remaining'))
      if (limit === null || left === null) return
      const resetAt = clock() + (untilReset(header, clock()) ?? 60_000)
      if (points !== null && left < points.left) price = Math.min(10, Math.max(1, points.left - left))
      points = { limit, left, resetAt }
    },
    hold(waitMs) {
      heldUntil = Math.max(heldUntil, clock() + Math.min(waitMs, LONGEST_HOLD_MS))
      for (const caller of waiting.person) caller.refuse({ kind: 'rate_limited', retryAfterMs: waitMs })
    },
    pointsLeft: () => (points === null || points.resetAt <= clock() ? null : points.left),
  }
}

function countOf(value: string | undefined): number | null {
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : null
}
