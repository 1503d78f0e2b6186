import type { HttpBindings } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'
import { ProblemError } from '../problem.ts'
import type { AppEnv } from '../services.ts'

/** No address of ours under /api needs an escape: ids are UUIDs and names are plain. */
const PLAIN = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+)*\/?$/
/** Elsewhere escapes may stand for letters, but not for what changes the way: slashes, dots, NUL, half an escape. */
const DEVIOUS = /\/\/|\\|%2f|%5c|%00|%25|%(?![0-9a-f]{2})|\/(?:\.|%2e){1,2}(?:\/|$)/i

/**
 * Refuses addresses that two readers could read differently, before anything else sees them.
 * Looks at the request line itself: the URL parser has already tidied what it hands out.
 */
export function canonicalPath(): MiddlewareHandler<AppEnv> {
  return function canonicalPath(c, next) {
    const { incoming }: Partial<HttpBindings> = c.env ?? {}
    const target = incoming?.url ?? c.req.url
    if (isCanonical(pathOf(target))) return next()
    throw new ProblemError('invalid_request', 'The path is not in its plain form.')
  }
}

export function isCanonical(path: string): boolean {
  if (!path.startsWith('/') || DEVIOUS.test(path)) return false
  return !isUnderApi(path) || PLAIN.test(path)
}

function isUnderApi(path: string): boolean {
  return /^\/(?:a|%61|%41)(?:p|%70|%50)(?:i|%69|%49)(?:\/|$|%)/i.test(path)
}

/** Of `/path?query` or, as proxies may send it, `http://host/path?query` (RFC 9112, 3.2.2). */
function pathOf(target: string): string {
  return target.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '') || '/'
}
