import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'
import type { AppEnv } from '../services.ts'

export interface Cookie {
  name: string
  /** Undefined where there is none, or several: then one of them was put there by somebody else. */
  read(c: Context<AppEnv>): string | undefined
  set(c: Context<AppEnv>, value: string, options?: { maxAgeSeconds: number }): void
  clear(c: Context<AppEnv>): void
}

/**
 * `__Host-` binds a cookie to this host and to https: no subdomain can plant one. On plain loopback http browsers refuse
 * the prefix, so there it goes without. `Lax`, because people arrive by links and from the provider.
 */
export function createCookie(baseName: string, publicOrigin: string): Cookie {
  const secure = publicOrigin.startsWith('https:')
  const name = secure ? `__Host-${baseName}` : baseName
  const attributes = { path: '/', httpOnly: true, sameSite: 'Lax', secure } as const
  return {
    name,
    read: (c) => {
      const [first, second] = pairsOf(c.req.header('Cookie') ?? '').filter(([named]) => named === name)
      return second === undefined ? first?.[1] : undefined
    },
    set: (c, value, options) =>
      setCookie(c, name, value, { ...attributes, ...(options && { maxAge: options.maxAgeSeconds }) }),
    clear: (c) => setCookie(c, name, '', { ...attributes, maxAge: 0 }),
  }
}

export function cookieNames(c: Context<AppEnv>): string[] {
  return pairsOf(c.req.header('Cookie') ?? '').map(([name]) => name)
}

function pairsOf(header: string): [name: string, value: string][] {
  return header.split(';').flatMap((pair): [string, string][] => {
    const at = pair.indexOf('=')
    return at > 0 ? [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]] : []
  })
}
