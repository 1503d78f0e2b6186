import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { answerProblem, ProblemError } from '../problem.ts'
import type { AppEnv } from '../services.ts'

const MAX_BODY_BYTES = 1024 * 1024
const JSON_TYPE = /^application\/json\s*(?:;|$)/i

/** A body is JSON and at most 1 MiB, however it is sent. Methods without a body pay nothing. */
export function jsonBody(): MiddlewareHandler<AppEnv> {
  const limit = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: (c) => answerProblem(c, new ProblemError('payload_too_large')),
  })
  return createMiddleware<AppEnv>(function jsonBody(c, next) {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    const isEmpty = c.req.header('Transfer-Encoding') === undefined && (c.req.header('Content-Length') ?? '0') === '0'
    if (isEmpty) return next()
    if (!JSON_TYPE.test(c.req.header('Content-Type') ?? '')) throw new ProblemError('unsupported_media_type')
    return limit(c, next)
  })
}
