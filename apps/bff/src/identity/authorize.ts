import { createHash, timingSafeEqual } from 'node:crypto'
import { may, type Permission, rolesWith } from '@reeldesk/contract'
import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { ProblemError } from '../problem.ts'
import type { AppEnv, Caller, Services } from '../services.ts'
import { addressOf } from './address.ts'
import { askToSignIn, turnAway } from './at-the-door.ts'
import { createDenials } from './denials.ts'
import { ROLE_TABLE } from './role-table.ts'

type Needed = Permission | 'public' | 'identified' | 'undeclared'

/**
 * Who calls, and may they? Everything passes here, the files of the web app too, and whatever is unclear is refused.
 * Sets `caller` for all but public routes.
 */
export function authorize(services: Services): MiddlewareHandler<AppEnv> {
  const { config, identify, log } = services
  const address = addressOf(config.trustedProxies)
  const denials = createDenials(services)

  return async function authorize(c, next) {
    const needed = neededFor(c)
    if (needed === 'public') return next()
    if (config.metricsToken !== null && routeOf(c) === 'GET /metrics') {
      if (hasToken(c, config.metricsToken)) return next()
      throw new ProblemError('unauthenticated')
    }

    const identification = await identify(c)
    const requestId = c.get('requestId')
    switch (identification.kind) {
      case 'unidentified':
        log.info({ requestId, why: identification.why }, 'unidentified')
        return askToSignIn(c, config)
      case 'unavailable':
        log.warn({ requestId, why: identification.why }, 'identity unavailable')
        return turnAway(c, config, new ProblemError('identity_unavailable'))
      case 'no-role':
        denials.record(c, { principal: identification.principal, role: null, address: address(c) }, 'no_role')
        return turnAway(c, config, new ProblemError('no_role', identification.why))
      case 'identified': {
        const { principal, role } = identification
        const caller: Caller = { principal, role, mode: config.auth.mode, address: address(c) }
        c.set('caller', caller)
        if (isAllowed(caller, needed)) return next()
        denials.record(c, caller, 'forbidden', needed)
        throw new ProblemError('forbidden', whoCould(needed))
      }
    }
  }
}

/** By the route that will answer, not by the address: what Hono has matched is what runs. */
function neededFor(c: Context<AppEnv>): Needed {
  const route = routeOf(c)
  if (route === undefined) return 'identified'
  return ROLE_TABLE[route] ?? 'undeclared'
}

/** `GET /api/recordings/:recordingId`; undefined where only middleware and the handlers of the unknown match. */
function routeOf(c: Context<AppEnv>): string | undefined {
  const method = c.req.method === 'HEAD' ? 'GET' : c.req.method
  const route = matchedRoutes(c).find((candidate) => candidate.method === method)
  return route && `${route.method} ${route.path}`
}

function isAllowed({ role }: Caller, needed: Needed): boolean {
  if (needed === 'undeclared') return false
  return needed === 'identified' || needed === 'public' || may(role, needed)
}

function whoCould(needed: Needed): string | undefined {
  if (needed === 'undeclared' || needed === 'identified' || needed === 'public') return undefined
  const [lowest, ...higher] = rolesWith(needed)
  return `Needs the ${lowest} role${higher.length > 0 ? ' or higher' : ''}.`
}

function hasToken(c: Context<AppEnv>, token: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1] ?? ''
  return timingSafeEqual(digest(given), digest(token))
}

const digest = (text: string) => createHash('sha256').update(text).digest()
