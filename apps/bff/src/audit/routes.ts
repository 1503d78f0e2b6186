import { Hono } from 'hono'
import type { AppEnv, Services } from '../services.ts'
import { csvBody } from './csv-body.ts'
import { readAuditFilters, readAuditQuery } from './query.ts'

const NO_STORE = { 'Cache-Control': 'no-store' }

/** `/api/audit` and `/api/audit.csv`. */
export function auditRoutes({ trail, log }: Services): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/audit', async (c) => c.json(await trail.list(readAuditQuery(c.req.url)), 200, NO_STORE))
    .get('/audit.csv', async (c) => {
      const filters = readAuditFilters(c.req.url)
      const context = { caller: c.get('caller'), requestId: c.get('requestId') }
      return c.body(await csvBody(trail, log, context, filters), 200, {
        ...NO_STORE,
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="reeldesk-activity.csv"',
      })
    })
}
