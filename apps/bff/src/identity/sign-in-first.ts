import type { Context } from 'hono'
import type { Config } from '../config.ts'
import { ProblemError } from '../problem.ts'
import type { AppEnv } from '../services.ts'

/** Nobody is known: 401, or the way to the sign-in for somebody who is on the way to a page. */
export function askToSignIn(c: Context<AppEnv>, { auth }: Pick<Config, 'auth'>): Response {
  if (auth.mode !== 'oidc' || !isNavigation(c)) throw new ProblemError('unauthenticated')
  const { pathname, search } = new URL(c.req.url)
  c.header('Cache-Control', 'no-store')
  return c.redirect(`/auth/login?${new URLSearchParams({ returnTo: pathname + search })}`, 302)
}

/** Somebody who wants a page, as browsers say it, against code that fetches: data is never answered with a redirect. */
function isNavigation(c: Context<AppEnv>): boolean {
  if (c.req.method !== 'GET' || /^\/(?:api|auth|metrics)(?:\/|$)/.test(c.req.path)) return false
  return (c.req.header('Accept') ?? '').includes('text/html')
}
