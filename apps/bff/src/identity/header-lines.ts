import type { Context } from 'hono'
import type { AppEnv } from '../services.ts'
import { canonicalName } from './auth-config.ts'

/** What a header says, if it is beyond doubt who said it. */
export type HeaderValue = { kind: 'one'; value: string } | { kind: 'none' } | { kind: 'doubtful'; why: string }

/**
 * Reads an identity header from the lines as they came in, before anybody merged them. Sent twice, or beside a twin that
 * only differs in its separators (X_Forwarded_User for X-Forwarded-User), somebody behind the proxy may have added one.
 */
export function readIdentityHeader(c: Context<AppEnv>, name: string): HeaderValue {
  const wanted = canonicalName(name)
  const lines = headerLines(c).filter(([line]) => canonicalName(line) === wanted)
  const [first, second] = lines
  if (first === undefined) return { kind: 'none' }
  if (second !== undefined) return { kind: 'doubtful', why: `${name} came more than once` }
  if (first[0].toLowerCase() !== name.toLowerCase()) return { kind: 'doubtful', why: `${name} came as ${first[0]}` }
  return { kind: 'one', value: first[1].trim() }
}

function headerLines(c: Context<AppEnv>): [name: string, value: string][] {
  const raw = c.env?.incoming?.rawHeaders
  if (raw === undefined) return [...c.req.raw.headers]
  return raw.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, raw[at + 1] ?? '']] : []))
}
