import type { Clock } from '../services.ts'
import { UpstreamError } from './errors.ts'
import type { UpstreamLimits } from './limits.ts'

export type BreakerState = 'closed' | 'open' | 'half-open'

export interface Breaker {
  /** Runs the work, or throws `unavailable` with the wait at once while open. */
  run<T>(work: () => Promise<T>): Promise<T>
  state(): BreakerState
}

/**
 * Keeps a dead upstream from taking the console with it: after failures in a row nobody waits for it any more,
 * and one probe at a time finds out whether it is back. Refusals (4xx, 429) are answers, not failures.
 */
export function createBreaker(limits: UpstreamLimits['breaker'], clock: Clock): Breaker {
  let failuresInARow = 0
  let opensInARow = 0
  let openUntil = 0
  let isProbing = false

  function state(): BreakerState {
    if (opensInARow === 0) return 'closed'
    return isProbing || clock() >= openUntil ? 'half-open' : 'open'
  }

  function close() {
    failuresInARow = 0
    opensInARow = 0
  }

  function open() {
    openUntil = clock() + Math.min(limits.maxOpenMs, limits.openMs * 2 ** opensInARow)
    opensInARow += 1
  }

  return {
    state,
    async run(work) {
      const isProbe = state() === 'half-open' && !isProbing
      if (opensInARow > 0 && !isProbe) {
        throw new UpstreamError({ kind: 'unavailable', retryAfterMs: Math.max(limits.openMs, openUntil - clock()) })
      }
      if (isProbe) isProbing = true
      try {
        const result = await work()
        close()
        return result
      } catch (error) {
        const kind = error instanceof UpstreamError ? error.failure.kind : 'unavailable'
        if (kind === 'timeout' || kind === 'unavailable') {
          failuresInARow += 1
          if (isProbe || (opensInARow === 0 && failuresInARow >= limits.failures)) open()
        } else if (kind !== 'aborted') close()
        throw error
      } finally {
        if (isProbe) isProbing = false
      }
    },
  }
}
