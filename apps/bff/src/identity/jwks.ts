import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import type { Logger } from 'pino'
import type { Clock } from '../services.ts'
import { isClaimSet } from './claims.ts'
import { createKeyServer } from './key-server.ts'

/** A key set by its address (RFC 7517, 5). A key nobody has seen yet makes it look again, once per cooldown. */
export function createJwks(url: string, parts: { clock: Clock; log: Logger }): JWTVerifyGetKey {
  const server = createKeyServer(url, (body) => createLocalJWKSet(keySetOf(JSON.parse(body))), parts)
  return async (header, token) => {
    try {
      return await (await server.current())(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !(await server.refresh())) throw error
      return (await server.current())(header, token)
    }
  }
}

function keySetOf(json: unknown): JSONWebKeySet {
  if (!isClaimSet(json) || !Array.isArray(json.keys)) throw new Error('not a key set')
  return { keys: json.keys }
}
