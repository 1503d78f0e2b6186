import type { MiddlewareHandler } from 'hono'
import { ProblemError } from '../problem.ts'
import type { AppEnv, Services } from '../services.ts'

/** While draining, reads that arrive on open connections are served; what would have to be remembered is not begun. */
export function refuseWhileStopping({ isStopping }: Pick<Services, 'isStopping'>): MiddlewareHandler<AppEnv> {
  return function refuseWhileStopping(c, next) {
    if (!isStopping()) return next()
    c.header('Connection', 'close')
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') throw new ProblemError('shutting_down', undefined, 1000)
    return next()
  }
}
