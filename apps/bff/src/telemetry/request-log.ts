import { randomUUID } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { AppEnv, Services } from '../services.ts'

/** Taken over from a proxy only when it cannot be mistaken for anything else, in a log or in the trail. */
const CREDIBLE_ID = /^[A-Za-z0-9._-]{8,64}$/

/** One line and one measurement per request: who, what, outcome, duration, what it cost upstream. Names the request, too. */
export function requestLog({
  log,
  metrics,
  clock,
}: Pick<Services, 'log' | 'metrics' | 'clock'>): MiddlewareHandler<AppEnv> {
  return async function requestLog(c, next) {
    const startedAt = clock()
    const told = c.req.header('X-Request-Id')
    const requestId = told !== undefined && CREDIBLE_ID.test(told) ? told : randomUUID()
    const upstream = { calls: 0, ms: 0 }
    c.set('requestId', requestId)
    c.set('upstreamSpent', upstream)
    nameAnswer(c, requestId)
    await next()

    const durationMs = clock() - startedAt
    const { method, path } = c.req
    const { status } = c.res
    const route = routeOf(c)
    metrics.observeRequest(`${method} ${route}`, status, durationMs)
    // When the answer is on its way: nobody waits for a line of the log.
    setImmediate(() => {
      const caller = c.get('caller')
      // Not being ready yet is an answer, not a fault.
      log[status >= 500 && route !== '/readyz' ? 'warn' : 'info'](
        {
          requestId,
          method,
          route,
          path: path === route ? undefined : path.slice(0, 200),
          status,
          durationMs,
          who: caller && `${caller.principal.iss} ${caller.principal.sub}`,
          role: caller?.role,
          code: c.get('problemCode'),
          upstream: upstream.calls > 0 ? upstream : undefined,
        },
        'request',
      )
    })
  }
}

/** On the server's own answer: a `Headers` object per request for one name is what a shared page costs most. */
function nameAnswer(c: Context<AppEnv>, requestId: string): void {
  const { outgoing }: AppEnv['Bindings'] = c.env ?? {}
  if (outgoing === undefined) c.header('X-Request-Id', requestId)
  else outgoing.setHeader('X-Request-Id', requestId)
}

/** The pattern, not the address: a closed list, whoever asks for whatever. */
function routeOf(c: Context<AppEnv>): string {
  const route = matchedRoutes(c).find(({ path }) => !path.endsWith('*'))
  return route?.path ?? (c.req.path.startsWith('/api/') ? '/api/*' : '/*')
}
