import type { ServerResponse } from 'node:http'
import type { Failure, Twisting } from './fault.ts'

/** Every value of the wrong type, the shape untouched. */
export function withWrongTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withWrongTypes)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withWrongTypes(inner)]))
  }
  return typeof value === 'string' ? 7 : 'seven'
}

function withoutField(value: unknown, field: string): unknown {
  if (Array.isArray(value)) return value.map((inner) => withoutField(inner, field))
  if (typeof value !== 'object' || value === null) return value
  const others = Object.entries(value).filter(([name]) => name !== field)
  return Object.fromEntries(others.map(([name, inner]) => [name, withoutField(inner, field)]))
}

/** Changes a true answer's JSON; what has no such part stays as it is. */
export function twist(failure: Twisting, body: unknown, sentCursor: string | undefined): unknown {
  if (failure.kind === 'wrong-types') return withWrongTypes(body)
  if (failure.kind === 'without-field') return withoutField(body, failure.field)
  if (typeof body !== 'object' || body === null) return body
  switch (failure.kind) {
    case 'same-cursor':
      return sentCursor === undefined ? body : { ...body, cursor: sentCursor }
    case 'duplicate-ids':
      return 'results' in body && Array.isArray(body.results)
        ? { ...body, results: [...body.results, ...body.results.slice(0, 2)] }
        : body
    case 'foreign-link': {
      if (!('accessLink' in body) || typeof body.accessLink !== 'string') return body
      const { pathname, search } = new URL(body.accessLink)
      return { ...body, accessLink: failure.origin + pathname + search }
    }
  }
}

/** The published 429, saying how long to wait in one of its ways, in all, or not at all. */
export function throttled({ says, ms }: Extract<Failure, { kind: 'throttle' }>, nowMs: number): Response {
  const tells = (way: typeof says) => says === way || says === 'everything'
  return Response.json(
    {
      error: 'Rate limit active for throttle key: organization:1',
      ...(tells('msLeft') ? { data: { msLeft: ms } } : {}),
    },
    {
      status: 429,
      headers: {
        ...(tells('retry-after') ? { 'Retry-After': String(Math.ceil(ms / 1000)) } : {}),
        ...(tells('reset') ? { 'X-RateLimit-Reset': new Date(nowMs + ms).toISOString() } : {}),
      },
    },
  )
}

const CHUNK = new TextEncoder().encode('x'.repeat(64 * 1024))

/** A recordings page that never seems to end; read as slowly as the caller likes. */
export function hugeBody(megaBytes: number): Response {
  const encoder = new TextEncoder()
  let left = megaBytes * 16
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode('{"results":[],"cursor":null,"padding":"')),
    pull: (controller) => {
      if (left-- > 0) return controller.enqueue(CHUNK)
      controller.enqueue(encoder.encode('"}'))
      controller.close()
    },
  })
  return new Response(body, { headers: { 'Content-Type': 'application/json' } })
}

/** Sends the head of a true answer and half the body it promises; nothing of an answer that has no body. */
export async function sendHalf(outgoing: ServerResponse, answer: Response): Promise<void> {
  const body = Buffer.from(await answer.arrayBuffer())
  if (body.length === 0) return
  outgoing.writeHead(answer.status, { ...Object.fromEntries(answer.headers), 'content-length': body.length })
  await new Promise<void>((resolve) => {
    outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => resolve())
  })
}

/** Resolves when the caller gives up, or the sandbox stops. */
export const untilClosed = (outgoing: ServerResponse) =>
  new Promise<void>((resolve) => {
    if (outgoing.closed) resolve()
    else outgoing.once('close', () => resolve())
  })
