import type { ServerResponse } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, MiddlewareHandler } from 'hono'
import type { JournalEnv } from '../journal.ts'
import type { RecordingsEnv } from '../recordings/operations.ts'
import { hugeBody, sendHalf, throttled, twist, untilClosed } from './answers.ts'
import type { Answering } from './fault.ts'
import type { Faults } from './faults.ts'

type FailingEnv = JournalEnv & RecordingsEnv & { Bindings: HttpBindings }
type Next = () => Promise<void>

const HTML = '<!doctype html><title>Service</title><p>Something else answers here.'

/**
 * Lets a call go wrong as it was told to. `slow` and `ignore-delete` add up; the first fault of any other kind answers.
 * Stands before the key is checked, as a failing gateway would; what only twists an answer costs its points.
 */
export function failOnCommand(faults: Faults, clock: () => number): MiddlewareHandler<FailingEnv> {
  return async function fail(c, next) {
    const spared: ((recordingId: string) => boolean)[] = []
    c.set('isSpared', (recordingId) => spared.some((spares) => spares(recordingId)))
    for (const fault of faults.matching(c.get('entry'))) {
      faults.use(fault)
      if (fault.failure.kind === 'slow') await pause(fault.failure.ms, c.env.outgoing)
      else if (fault.failure.kind === 'ignore-delete') spared.push((recordingId) => faults.strikes(fault, recordingId))
      else {
        const failed = await answer(c, next, fault.failure, clock)
        // Hono would merge the answer it replaces into this one, and the mark of an answer already sent would get lost.
        c.res = undefined
        c.res = failed
        return
      }
    }
    return next()
  }
}

async function answer(c: Context<FailingEnv>, next: Next, failure: Answering, clock: () => number): Promise<Response> {
  const { outgoing } = c.env
  if ('carriedOut' in failure && failure.carriedOut) await next()
  switch (failure.kind) {
    case 'status':
      return Response.json({ error: 'Failed on command' }, { status: failure.status })
    case 'html':
      return new Response(HTML, { status: failure.status, headers: { 'Content-Type': 'text/html' } })
    case 'bad-json':
      return new Response('{"results": [{"recordingId": ', { headers: { 'Content-Type': 'application/json' } })
    case 'redirect':
      return new Response(null, { status: 302, headers: { Location: failure.location } })
    case 'huge-body':
      return hugeBody(failure.megaBytes)
    case 'throttle':
      return throttled(failure, clock())
    case 'hang-before-headers':
      await untilClosed(outgoing)
      return RESPONSE_ALREADY_SENT
    case 'reset':
      outgoing.socket?.resetAndDestroy()
      return RESPONSE_ALREADY_SENT
    case 'hang-in-body':
      await next()
      await sendHalf(outgoing, c.res)
      await untilClosed(outgoing)
      return RESPONSE_ALREADY_SENT
    case 'cut-body':
      await next()
      await sendHalf(outgoing, c.res)
      outgoing.destroy()
      return RESPONSE_ALREADY_SENT
    case 'damaged-media':
      await next()
      return new Response(new Uint8Array((await c.res.arrayBuffer()).byteLength).fill(0x5a), c.res)
    case 'wrong-types':
    case 'without-field':
    case 'same-cursor':
    case 'duplicate-ids':
    case 'foreign-link':
      await next()
      return c.res.headers.get('Content-Type')?.startsWith('application/json')
        ? new Response(JSON.stringify(twist(failure, await c.res.json(), c.req.query('cursor'))), c.res)
        : c.res
  }
}

function pause(ms: number, outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    outgoing.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
