import type { Context } from 'hono'
import type { Config } from '../config.ts'
import { ProblemError } from '../problem.ts'
import type { AppEnv } from '../services.ts'
import { answerPage } from './plain-page.ts'

type Mode = Pick<Config, 'auth'>

/** Nobody is known: the way to the sign-in for a person who wants a page, where there is a sign-in of our own, else 401. */
export function askToSignIn(c: Context<AppEnv>, config: Mode): Response | Promise<Response> {
  if (config.auth.mode !== 'oidc' || !isNavigation(c)) return turnAway(c, config, new ProblemError('unauthenticated'))
  const { pathname, search } = new URL(c.req.url)
  c.header('Cache-Control', 'no-store')
  return c.redirect(`/auth/login?${new URLSearchParams({ returnTo: pathname + search })}`, 302)
}

/** Nobody gets the app without a role, so a person is told by a page why there is none; code is told by a problem. */
export function turnAway(c: Context<AppEnv>, { auth }: Mode, problem: ProblemError): Response | Promise<Response> {
  if (!isNavigation(c)) throw problem
  const onward =
    auth.mode === 'oidc' ? { href: '/auth/login', words: 'Sign in again' } : { href: '/', words: 'Try again' }
  return answerPage(c, problem, onward)
}

/** Somebody who wants a page, as browsers say it, against code that fetches: data is never answered with a redirect. */
function isNavigation(c: Context<AppEnv>): boolean {
  if (c.req.method !== 'GET' || /^\/(?:api|auth|metrics)(?:\/|$)/.test(c.req.path)) return false
  return (c.req.header('Accept') ?? '').includes('text/html')
}
