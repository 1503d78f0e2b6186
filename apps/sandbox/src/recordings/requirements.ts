import type { MiddlewareHandler } from 'hono'
import { refuse } from '../refuse.ts'
import { UUID_PATTERN } from '../world/identifiers.ts'

/** What is no recording id names nothing to read: 404, as for an id nobody has. */
export const requireUuid: MiddlewareHandler = async function requireUuid(c, next) {
  if (UUID_PATTERN.test(c.req.param('recordingId') ?? '')) return next()
  return refuse(c, 404, "The requested resource doesn't exist")
}

/** The document's sentence. Of the two types it names the sandbox takes the one the operation documents. */
export const requireJson: MiddlewareHandler = async function requireJson(c, next) {
  if (/^application\/json\s*(;|$)/i.test(c.req.header('Content-Type') ?? '')) return next()
  return refuse(c, 415, 'Content-Type must be multipart/form-data or application/json')
}
