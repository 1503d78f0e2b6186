import { Hono } from 'hono'
import type { AppEnv, Services } from '../services.ts'

/**
 * `/healthz`: the process answers. `/readyz`: it may be given traffic: not while stopping, and not before the database
 * was reached once. A database that goes away later takes no replica out: reading goes on without it, deleting says 503.
 */
export function healthRoutes({ store, upstream, metrics, isStopping }: Services): Hono<AppEnv> {
  let wasReady = false
  return new Hono<AppEnv>()
    .get('/healthz', (c) => c.json({ status: 'alive' }, 200, { 'Cache-Control': 'no-store' }))
    .get('/readyz', (c) => {
      const isStoreReady = store.isReady()
      wasReady ||= isStoreReady
      const isReady = wasReady && !isStopping()
      const parts = {
        stopping: isStopping(),
        store: isStoreReady ? 'ready' : 'away',
        upstream: upstream.breakerState(),
      }
      return c.json({ status: isReady ? 'ready' : 'not ready', ...parts }, isReady ? 200 : 503, {
        'Cache-Control': 'no-store',
      })
    })
    .get('/metrics', async (c) =>
      c.body(await metrics.registry.metrics(), 200, {
        'Content-Type': metrics.registry.contentType,
        'Cache-Control': 'no-store',
      }),
    )
}
