import type { Context, MiddlewareHandler } from 'hono'
import type { Config } from '../config.ts'
import { ProblemError } from '../problem.ts'
import type { AppEnv } from '../services.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD'])
const ACCESS_LINK = /^\/api\/recordings\/[^/]+\/access-link$/
const LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/

/**
 * Other sites cannot act through a signed-in browser: a header that no form and no plain fetch can send
 * (`X-Requested-By`), and what the browser itself says of the caller (`Sec-Fetch-Site`, `Origin`).
 */
export function sameOrigin({ publicOrigin }: Pick<Config, 'publicOrigin'>): MiddlewareHandler<AppEnv> {
  return function sameOrigin(c, next) {
    const sensitivity = sensitivityOf(c.req.method, c.req.path)
    if (sensitivity === 'none') return next()
    const isMarked = sensitivity === 'download' || c.req.header('X-Requested-By') === 'reeldesk'
    if (!isMarked || !isFromHere(c, publicOrigin)) throw new ProblemError('cross_site')
    return next()
  }
}

/** A download is followed as a plain link and cannot send a header of ours. */
function sensitivityOf(method: string, path: string): 'none' | 'download' | 'act' {
  // The provider's server calls this one, with a signed token of its own (OpenID Connect Back-Channel Logout 1.0).
  if (path === '/auth/backchannel-logout') return 'none'
  if (!SAFE_METHODS.has(method)) return 'act'
  if (path === '/api/audit.csv') return 'download'
  return ACCESS_LINK.test(path) ? 'act' : 'none'
}

function isFromHere(c: Context<AppEnv>, publicOrigin: string): boolean {
  const site = c.req.header('Sec-Fetch-Site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const origin = c.req.header('Origin')
  return origin === undefined || origin === publicOrigin || isLoopbackAlias(origin, c.req.header('Host'), publicOrigin)
}

/** On one machine people type `localhost` for 127.0.0.1. The page and the call still have to share one name and port. */
function isLoopbackAlias(origin: string, host: string | undefined, publicOrigin: string): boolean {
  const isSamePort = new URL(publicOrigin).port === (URL.canParse(origin) ? new URL(origin).port : null)
  return LOOPBACK.test(publicOrigin) && LOOPBACK.test(origin) && isSamePort && origin === `http://${host}`
}
