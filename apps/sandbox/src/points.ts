import type { MiddlewareHandler } from 'hono'
import { refuse } from './refuse.ts'

const WINDOW_MS = 60_000

export interface Points {
  /** Counts a call, unless the points left do not reach. */
  take(cost: number): { allowed: boolean; remaining: number; resetsAtMs: number }
  read(): { limit: number; remaining: number; resetsAtMs: number }
  reset(): void
  limit: number
  clock: () => number
}

/** One purse for the whole organisation and every key of it, full again a minute after its first call. */
export function createPoints(limit: number, clock: () => number): Points {
  let used = 0
  let resetsAtMs = 0
  const turn = () => {
    if (clock() < resetsAtMs) return
    used = 0
    resetsAtMs = clock() + WINDOW_MS
  }
  return {
    limit,
    clock,
    take: (cost) => {
      turn()
      const allowed = used + cost <= limit
      if (allowed) used += cost
      return { allowed, remaining: limit - used, resetsAtMs }
    },
    read: () => {
      const isOver = clock() >= resetsAtMs
      return { limit, remaining: isOver ? limit : limit - used, resetsAtMs: isOver ? clock() : resetsAtMs }
    },
    reset: () => {
      used = 0
      resetsAtMs = 0
    },
  }
}

/** The prices of the older prose (read 1, delete 2, write 3); headers and 429 body as published. */
export function costs(points: Points, cost: number): MiddlewareHandler {
  return async function spendPoints(c, next) {
    const { allowed, remaining, resetsAtMs } = points.take(cost)
    c.header('X-RateLimit-Limit', String(points.limit))
    c.header('X-RateLimit-Remaining', String(remaining))
    c.header('X-RateLimit-Reset', new Date(resetsAtMs).toISOString())
    if (allowed) return next()
    const msLeft = Math.max(1, resetsAtMs - points.clock())
    c.header('Retry-After', String(Math.ceil(msLeft / 1000)))
    return refuse(c, 429, 'Rate limit active for throttle key: organization:1', { msLeft })
  }
}
