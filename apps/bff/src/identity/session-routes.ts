import { DELETION_LIMITS, permissionsOf, type Session } from '@reeldesk/contract'
import { Hono } from 'hono'
import type { AppEnv, Caller, Services } from '../services.ts'

/** `/api/session`: who is calling, and what the screen may offer. */
export function sessionRoutes({ config }: Services): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/session', (c) =>
    c.json(sessionOf(c.get('caller'), config), 200, { 'Cache-Control': 'no-store' }),
  )
}

function sessionOf({ principal, role, mode }: Caller, config: Services['config']): Session {
  const { iss, sub, name, email } = principal
  return {
    principal: { iss, sub, name, email },
    role,
    permissions: permissionsOf(role),
    workspace: config.upstream.isLoopback ? 'sandbox' : 'live',
    mode,
    canSignOut: mode === 'oidc',
    limits: {
      recordingsPerDeletion: DELETION_LIMITS.maxRecordings,
      linkMaxSeconds: config.links.maxSeconds[role],
      deleteGraceSeconds: config.deletions.graceSeconds,
      linksPerMinute: config.links.perMinute,
      deletionsPerMinute: config.deletions.perMinute,
    },
  }
}
