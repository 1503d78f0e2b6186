import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** Every error is JSON with a sentence, in the shape the document gives for 429. */
export const refuse = (c: Context, status: ContentfulStatusCode, error: string, data?: Record<string, unknown>) =>
  c.json(data === undefined ? { error } : { error, data }, status)
