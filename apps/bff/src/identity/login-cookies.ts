import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { AppEnv } from '../services.ts'
import { cookieNames, createCookie } from './cookies.ts'
import { TICKET_SECONDS } from './login-ticket.ts'

const NAME = 'reeldesk-login-'
const MOST_AT_ONCE = 8

export interface LoginCookies {
  set(c: Context<AppEnv>, state: string, sealed: string): void
  /** Each works once. */
  take(c: Context<AppEnv>, state: string): string | undefined
}

/** One cookie for each sign-in under way: a browser that restores its tabs starts several at once, and all come back. */
export function createLoginCookies(publicOrigin: string): LoginCookies {
  const cookieOf = (state: string) =>
    createCookie(NAME + createHash('sha256').update(state).digest('hex').slice(0, 16), publicOrigin)
  return {
    set(c, state, sealed) {
      const abandoned = cookieNames(c).filter((name) => name.replace('__Host-', '').startsWith(NAME))
      if (abandoned.length >= MOST_AT_ONCE)
        for (const name of abandoned) createCookie(name.replace('__Host-', ''), publicOrigin).clear(c)
      cookieOf(state).set(c, sealed, { maxAgeSeconds: TICKET_SECONDS })
    },
    take(c, state) {
      const cookie = cookieOf(state)
      cookie.clear(c)
      return cookie.read(c)
    },
  }
}
