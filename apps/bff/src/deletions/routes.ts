import { PAGE_LIMIT } from '@reeldesk/contract'
import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { integerOf, readNoQuery, readQuery, textOf } from '../guard/query.ts'
import { takeFromRate } from '../identity/rate-limit.ts'
import { ProblemError } from '../problem.ts'
import { readBody } from '../recordings/body.ts'
import type { AppEnv, RequestContext, Services } from '../services.ts'

const NO_STORE = { 'Cache-Control': 'no-store' }
const NO_MEMBERS = z.strictObject({})

/** Under `/api/deletions`. Deletions are asked for where the recordings are: see `recordings/routes.ts`. */
export function deletionRoutes(services: Services): Hono<AppEnv> {
  const { deletions } = services
  return new Hono<AppEnv>()
    .get('/', async (c) => c.json(await deletions.list(readListQuery(c.req.url)), 200, NO_STORE))
    .get('/:deletionId', async (c) => {
      readNoQuery(c.req.url)
      return c.json(await deletions.get(readDeletionId(c.req.param('deletionId'))), 200, NO_STORE)
    })
    .post('/:deletionId/undo', async (c) => {
      const deletionId = await readPress(c, c.req.param('deletionId'))
      return c.json(await deletions.undo(contextOf(c), deletionId), 200, NO_STORE)
    })
    .post('/:deletionId/retry', async (c) => {
      const deletionId = await readPress(c, c.req.param('deletionId'))
      await takeFromRate(services, c.get('caller'), 'deletions')
      return c.json(await deletions.retry(contextOf(c), deletionId), 200, NO_STORE)
    })
}

function readListQuery(url: string): { cursor?: string; limit: number } {
  const { cursor, limit } = readQuery(url, ['cursor', 'limit'])
  return {
    limit: limit === undefined ? PAGE_LIMIT.default : integerOf('limit', limit, PAGE_LIMIT),
    ...(cursor === undefined ? {} : { cursor: textOf('cursor', cursor, 64) }),
  }
}

/** A press of a button says nothing but which deletion: no query, no body or `{}`. */
async function readPress(c: Context<AppEnv>, deletionId: string): Promise<string> {
  readNoQuery(c.req.url)
  if ((await c.req.text()) !== '') await readBody(c, NO_MEMBERS)
  return readDeletionId(deletionId)
}

function readDeletionId(text: string): string {
  if (z.guid().safeParse(text).success) return text.toLowerCase()
  throw new ProblemError('invalid_request', 'A deletion id is a UUID.')
}

function contextOf(c: Context<AppEnv>): RequestContext {
  return { caller: c.get('caller'), requestId: c.get('requestId') }
}
