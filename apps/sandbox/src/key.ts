import type { MiddlewareHandler } from 'hono'
import { refuse } from './refuse.ts'

/** `Authorization: Bearer <key>`; the one key speaks for the whole organisation. */
export function requireKey(apiKey: string): MiddlewareHandler {
  return async function checkKey(c, next) {
    const [, token] = /^Bearer +(.*)$/i.exec(c.req.header('Authorization') ?? '') ?? []
    if (token === apiKey) return next()
    return refuse(c, 401, 'Access token is missing or invalid')
  }
}
