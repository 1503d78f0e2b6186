import type { SignedOut } from '@reeldesk/contract'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { answerProblem, ProblemError } from '../problem.ts'
import type { AppEnv, Services } from '../services.ts'
import { addressOf } from './address.ts'
import type { OidcConfig } from './auth-config.ts'
import { createLoginCookies } from './login-cookies.ts'
import { createLoginTickets } from './login-ticket.ts'
import { answerPage } from './plain-page.ts'
import { createProvider, LogoutRefused, ProviderUnavailable, SignInRefused } from './provider.ts'
import { safeReturnTo } from './return-to.ts'
import { sessionCookie } from './session-cookie.ts'
import { createSessions, type Occasion } from './sessions.ts'

const MAX_LOGOUT_BYTES = 64 * 1024
const NO_STORE = { 'Cache-Control': 'no-store' }

/** Under `/auth`. Only AUTH_MODE=oidc signs people in itself; elsewhere nothing is here. */
export function authRoutes(services: Services): Hono<AppEnv> {
  const { auth } = services.config
  if (auth.mode === 'oidc') return signInRoutes(auth, services)
  return new Hono<AppEnv>().all('*', () => {
    throw new ProblemError('not_found')
  })
}

function signInRoutes(auth: OidcConfig, services: Services): Hono<AppEnv> {
  const { config, clock, log } = services
  const provider = createProvider(auth, services)
  const sessions = createSessions(auth, services)
  const tickets = createLoginTickets(auth.sessionSecret, clock)
  const logins = createLoginCookies(config.publicOrigin)
  const cookie = sessionCookie(config)
  const address = addressOf(config.trustedProxies)
  const occasionOf = (c: Context<AppEnv>): Occasion => ({ address: address(c), requestId: c.get('requestId') })

  return new Hono<AppEnv>()
    .get('/login', async (c) => {
      const { location, ticket } = await provider.beginSignIn(safeReturnTo(c.req.query('returnTo')))
      logins.set(c, ticket.state, await tickets.seal(ticket))
      c.header('Cache-Control', 'no-store')
      return c.redirect(location, 302)
    })
    .get('/callback', async (c) => {
      const ticket = await tickets.open(logins.take(c, c.req.query('state') ?? '') ?? '')
      if (ticket === undefined) throw new SignInRefused('no ticket, or an old one')
      const signedIn = await provider.finishSignIn(new URL(c.req.url).searchParams, ticket)
      cookie.set(c, await sessions.start(signedIn, cookie.read(c), occasionOf(c)))
      c.header('Cache-Control', 'no-store')
      return c.redirect(ticket.returnTo, 303)
    })
    .post('/logout', async (c) => {
      const value = cookie.read(c)
      if (value !== undefined) await sessions.end(value, occasionOf(c))
      cookie.clear(c)
      const signOutAt = await provider.signOutAddress().catch(() => null)
      return c.json({ signOutAt } satisfies SignedOut, 200, NO_STORE)
    })
    .post('/backchannel-logout', limitLogoutBody(), async (c) => {
      const { logout_token: token } = await c.req.parseBody()
      if (typeof token !== 'string') throw new LogoutRefused('no logout_token')
      const order = await provider.readLogoutToken(token)
      if (!(await sessions.endByProvider(order, occasionOf(c)))) throw new LogoutRefused('taken before')
      return c.body(null, 200, NO_STORE)
    })
    .onError((error, c) => {
      const requestId = c.get('requestId')
      if (error instanceof ProviderUnavailable) return answerProblem(c, new ProblemError('identity_unavailable'))
      if (error instanceof SignInRefused) {
        log.warn({ requestId, why: error.why }, 'sign-in refused')
        const problem = new ProblemError('unauthenticated', 'Your sign-in could not be completed.')
        return answerPage(c, problem, { href: '/auth/login', words: 'Sign in again' })
      }
      if (error instanceof LogoutRefused) {
        log.warn({ requestId, why: error.why }, 'logout token refused')
        return c.json({ error: 'invalid_request' }, 400, NO_STORE)
      }
      throw error
    })
}

const limitLogoutBody = () =>
  bodyLimit({
    maxSize: MAX_LOGOUT_BYTES,
    onError: (c) => answerProblem(c, new ProblemError('payload_too_large')),
  })
