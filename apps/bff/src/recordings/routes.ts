import { BulkDeleteRequest, ExportRequest, type Recording } from '@reeldesk/contract'
import { type Context, Hono } from 'hono'
import { readNoQuery } from '../guard/query.ts'
import { takeFromRate } from '../identity/rate-limit.ts'
import type { AppEnv, RequestContext, Services } from '../services.ts'
import { recordingsOf } from '../upstream/page.ts'
import { createAccessLink } from './access-links.ts'
import { readBody, readIdempotencyKey } from './body.ts'
import { createListCache } from './list-cache.ts'
import { pageBody } from './page-body.ts'
import { readLinkQuery, readListQuery, readRecordingId } from './query.ts'
import { createReadCache } from './read-cache.ts'

const JSON_HEADERS = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }
const NO_STORE = { 'Cache-Control': 'no-store' }

/** Under `/api/recordings`. */
export function recordingRoutes(services: Services): Hono<AppEnv> {
  const { upstream, facts, trail, deletions } = services
  const pages = createListCache(services)
  const single = createReadCache<Recording>({ clock: services.clock, keepMs: 0, mostKept: 0 })
  deletions.onChange(() => {
    pages.drop()
    single.drop()
  })

  async function requestDeletion(c: Context<AppEnv>, request: { recordingIds: string[]; reason?: string }) {
    const idempotencyKey = readIdempotencyKey(c.req.header('Idempotency-Key'))
    await takeFromRate(services, c.get('caller'), 'deletions')
    const deletion = await deletions.request(contextOf(c), { ...request, ...(idempotencyKey && { idempotencyKey }) })
    return c.json(deletion, 202, NO_STORE)
  }

  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const page = await pages.read(readListQuery(c.req.url), c.get('upstreamSpent'))
      const marks = await deletions.marksOf(() => recordingsOf(page.json).map(({ recordingId }) => recordingId))
      return new Response(pageBody(page, marks), { headers: JSON_HEADERS })
    })
    .post('/bulk-delete', async (c) => {
      readNoQuery(c.req.url)
      const { recordingIds, reason } = await readBody(c, BulkDeleteRequest)
      return requestDeletion(c, { recordingIds, ...(reason !== undefined && { reason }) })
    })
    .post('/export', async (c) => {
      readNoQuery(c.req.url)
      const { recordingIds } = await readBody(c, ExportRequest)
      const detail = { count: recordingIds.length, recordingIds }
      await trail.act(contextOf(c), { action: 'recordings.exported', detail }, async () => ({ result: undefined }))
      return c.body(null, 204, NO_STORE)
    })
    .get('/:recordingId', async (c) => {
      readNoQuery(c.req.url)
      const recordingId = readRecordingId(c.req.param('recordingId'))
      const options = { priority: 'person', spent: c.get('upstreamSpent') } as const
      const recording = await single.read(recordingId, () => upstream.getRecording(recordingId, options))
      facts.remember(recording)
      const deletion = (await deletions.marksOf(() => [recording.recordingId])).get(recording.recordingId)
      return c.json({ ...recording, ...(deletion && { deletion }) }, 200, NO_STORE)
    })
    .delete('/:recordingId', (c) => {
      readNoQuery(c.req.url)
      return requestDeletion(c, { recordingIds: [readRecordingId(c.req.param('recordingId'))] })
    })
    .get('/:recordingId/access-link', async (c) => {
      const recordingId = readRecordingId(c.req.param('recordingId'))
      const request = { recordingId, spent: c.get('upstreamSpent'), ...readLinkQuery(c.req.url) }
      return c.json(await createAccessLink(services, contextOf(c), request), 200, NO_STORE)
    })
}

function contextOf(c: Context<AppEnv>): RequestContext {
  return { caller: c.get('caller'), requestId: c.get('requestId') }
}
