import { setTimeout as pause } from 'node:timers/promises'
import { UpstreamError } from './errors.ts'
import type { UpstreamLimits } from './limits.ts'

/**
 * Tries a read again after silence or a failure of upstream's, with growing, jittered pauses, while time is left.
 * An answer (any 4xx) is not tried again, nor is a call that an open breaker turned away.
 */
export async function retried<T>(
  limits: Pick<UpstreamLimits, 'tries' | 'pauseMs'>,
  msLeft: () => number,
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      const pauseMs = limits.pauseMs * 3 ** (attempt - 1) * (0.5 + Math.random())
      if (attempt >= limits.tries || !isWorthRetrying(error) || msLeft() <= 2 * pauseMs) throw error
      await pause(pauseMs)
    }
  }
}

function isWorthRetrying(error: unknown): boolean {
  if (!(error instanceof UpstreamError)) return false
  const { failure } = error
  return failure.kind === 'timeout' || (failure.kind === 'unavailable' && failure.retryAfterMs === undefined)
}
