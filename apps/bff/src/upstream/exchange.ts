import { errors, Pool } from 'undici'
import type { Address } from './address.ts'
import { UpstreamError, type UpstreamFailure } from './errors.ts'
import type { UpstreamLimits } from './limits.ts'
import type { HeaderReader } from './wait.ts'

/** What upstream answered, whatever the status. */
export interface Answer {
  status: number
  header: HeaderReader
  body: Buffer
}

/** Undefined unless the body is JSON. */
export function jsonOf({ body }: Pick<Answer, 'body'>): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

export interface Exchange {
  /** One request, one answer, within `timeoutMs` from first to last byte. Follows no redirect, repeats nothing. */
  send(address: Address, timeoutMs: number, signal: AbortSignal | undefined): Promise<Answer>
  close(): Promise<void>
}

/** The only place where the key is put on a wire. Headers are built from nothing: nothing of a caller's request goes upstream. */
export function createExchange(
  { url, key }: { url: string; key: string },
  limits: Pick<UpstreamLimits, 'connections' | 'connectMs' | 'responseBytes'>,
): Exchange {
  const { origin, pathname } = new URL(url)
  const base = pathname.replace(/\/$/, '')
  const pool = new Pool(origin, {
    connections: limits.connections,
    connect: { timeout: limits.connectMs },
    keepAliveTimeout: 10_000,
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  const headers = { authorization: `Bearer ${key}`, accept: 'application/json', 'user-agent': 'reeldesk' }
  const bodyHeaders = { ...headers, 'content-type': 'application/json' }

  function send({ method, path, body }: Address, timeoutMs: number, signal: AbortSignal | undefined): Promise<Answer> {
    return new Promise((resolve, reject) => {
      let abort: ((reason: Error) => void) | undefined
      let isSettled = false
      let status = 0
      let header: HeaderReader = () => undefined
      let size = 0
      const chunks: Buffer[] = []

      const timer = setTimeout(() => fail({ kind: 'timeout' }), timeoutMs)
      const giveUp = () => fail({ kind: 'aborted' })
      signal?.addEventListener('abort', giveUp, { once: true })

      function settle(): boolean {
        if (isSettled) return false
        isSettled = true
        clearTimeout(timer)
        signal?.removeEventListener('abort', giveUp)
        return true
      }

      function fail(failure: UpstreamFailure) {
        if (!settle()) return
        const error = new UpstreamError(failure)
        abort?.(error)
        reject(error)
      }

      pool.dispatch(
        { method, path: base + path, headers: body === undefined ? headers : bodyHeaders, body: body ?? null },
        {
          onRequestStart(controller) {
            abort = (reason) => controller.abort(reason)
            // Given up while waiting for a connection: not a byte of it goes out.
            if (isSettled) controller.abort(new UpstreamError({ kind: 'aborted' }))
          },
          onResponseStart(_controller, statusCode, responseHeaders) {
            status = statusCode
            header = (name) => {
              const value = responseHeaders[name]
              return Array.isArray(value) ? value[0] : value
            }
            if (status >= 300 && status < 400) fail({ kind: 'invalid', what: 'a redirect' })
            else if (Number(header('content-length') ?? 0) > limits.responseBytes) failTooLarge()
          },
          onResponseData(_controller, chunk) {
            size += chunk.length
            if (size > limits.responseBytes) failTooLarge()
            else chunks.push(chunk)
          },
          onResponseEnd() {
            if (settle()) resolve({ status, header, body: joined(chunks) })
          },
          onResponseError(_controller, error) {
            fail(failureOf(error))
          },
        },
      )

      function failTooLarge() {
        fail({ kind: 'invalid', what: 'an answer too large' })
      }
    })
  }

  return { send, close: () => pool.destroy() }
}

/** Most answers come in one piece, which need not be copied. */
function joined(chunks: Buffer[]): Buffer {
  const [first, ...others] = chunks
  return first !== undefined && others.length === 0 ? first : Buffer.concat(chunks)
}

/** A library's error becomes one of our words; its text goes nowhere. */
function failureOf(error: Error): UpstreamFailure {
  if (error instanceof errors.ConnectTimeoutError) return { kind: 'timeout' }
  if (error instanceof errors.HeadersOverflowError) return { kind: 'invalid', what: 'headers too large' }
  if (error instanceof errors.HTTPParserError) return { kind: 'invalid', what: 'not HTTP' }
  return { kind: 'unavailable' }
}
