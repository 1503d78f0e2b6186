import type { Context, MiddlewareHandler } from 'hono'
import type { Operation } from './recordings/operations.ts'

/** What callers may be heard doing; `unknown` is everything the API document does not name. */
export type Heard = Operation | 'getMedia' | 'unknown'

export interface Entry {
  at: string
  operation: Heard
  method: string
  path: string
  query: Record<string, string>
  /** Of the path, or of the body of a bulk deletion. */
  recordingIds: string[]
  /** Without the key: `authorization` says only whether one was sent. */
  headers: Record<string, string>
  /** Null until answered, and for what was never answered. */
  status: number | null
}

export interface Journal {
  add(entry: Entry): void
  last(count: number): Entry[]
  calls(): Partial<Record<Heard, number>>
  clear(): void
}

const KEPT = 2000

/** Tests ask it what upstream heard. Remembers the latest calls in full, and counts all of them. */
export function createJournal(): Journal {
  let entries: Entry[] = []
  const calls = new Map<Heard, number>()
  return {
    add: (entry) => {
      entries.push(entry)
      if (entries.length > 2 * KEPT) entries = entries.slice(-KEPT)
      calls.set(entry.operation, (calls.get(entry.operation) ?? 0) + 1)
    },
    last: (count) => entries.slice(-Math.min(count, KEPT)),
    calls: () => Object.fromEntries(calls),
    clear: () => {
      entries = []
      calls.clear()
    },
  }
}

export interface JournalEnv {
  Variables: { entry: Entry }
}

export function listenIn(journal: Journal, operation: Heard, clock: () => number): MiddlewareHandler<JournalEnv> {
  return async function writeDown(c, next) {
    const { authorization, ...headers } = c.req.header()
    const entry: Entry = {
      at: new Date(clock()).toISOString(),
      operation,
      method: c.req.method,
      path: c.req.path,
      query: c.req.query(),
      recordingIds: await recordingIdsOf(c),
      headers: authorization === undefined ? headers : { ...headers, authorization: 'sent' },
      status: null,
    }
    journal.add(entry)
    c.set('entry', entry)
    await next()
    entry.status = c.res.headers.has('x-hono-already-sent') ? null : c.res.status
  }
}

async function recordingIdsOf(c: Context): Promise<string[]> {
  const recordingId = c.req.param('recordingId')
  if (recordingId !== undefined) return [recordingId]
  if (c.req.method !== 'POST') return []
  const body: unknown = await c.req.json().catch(() => undefined)
  const ids = typeof body === 'object' && body !== null && 'recordingIds' in body ? body.recordingIds : []
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
}
