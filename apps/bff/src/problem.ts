import type { Problem, ProblemCode } from '@reeldesk/contract'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { StoreUnavailable } from './store/unavailable.ts'
import { UpstreamError, type UpstreamFailure } from './upstream/errors.ts'

/** What each code answers with. `detail` may be replaced where the place knows more; it never carries foreign text. */
const PROBLEMS: Record<ProblemCode, { status: ContentfulStatusCode; title: string; detail: string }> = {
  invalid_request: {
    status: 400,
    title: 'Invalid request',
    detail: 'The request is not one this console understands.',
  },
  not_found: { status: 404, title: 'Not found', detail: 'There is nothing at this address.' },
  method_not_allowed: { status: 405, title: 'Method not allowed', detail: 'This address does not take that method.' },
  payload_too_large: { status: 413, title: 'Too large', detail: 'The body is larger than 1 MiB.' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type', detail: 'The body must be JSON.' },
  cross_site: {
    status: 403,
    title: 'Not from here',
    detail: 'This call is only taken from the console itself, with X-Requested-By: reeldesk.',
  },
  unauthenticated: { status: 401, title: 'Not signed in', detail: 'No valid proof of identity came with the request.' },
  no_role: { status: 403, title: 'No role', detail: 'You are signed in, but none of your groups has a role here.' },
  forbidden: { status: 403, title: 'Not allowed', detail: 'Your role does not allow this.' },
  identity_unavailable: {
    status: 503,
    title: 'Identity cannot be checked',
    detail: 'The service that proves identities cannot be reached.',
  },
  recording_gone: { status: 404, title: 'Recording gone', detail: 'There is no recording with this id any more.' },
  not_hosted: {
    status: 403,
    title: 'Kept in your own storage',
    detail: 'This recording is kept in your own storage: no link to be had here.',
  },
  cursor_expired: {
    status: 410,
    title: 'Cursor expired',
    detail: 'The list has moved on. Start again from its beginning.',
  },
  deletion_not_found: { status: 404, title: 'No such deletion', detail: 'There is no deletion with this id.' },
  undo_too_late: {
    status: 409,
    title: 'Too late to undo',
    detail: 'Everything in this deletion has already been sent.',
  },
  nothing_to_retry: { status: 409, title: 'Nothing to retry', detail: 'Nothing in this deletion failed or remains.' },
  idempotency_conflict: {
    status: 422,
    title: 'Idempotency key used before',
    detail: 'This Idempotency-Key was used with another request.',
  },
  rate_limited: { status: 429, title: 'Too many requests', detail: 'You are going faster than this console allows.' },
  upstream_rate_limited: {
    status: 429,
    title: 'Rate limited by Whereby',
    detail: 'Whereby lets no calls in at the moment.',
  },
  upstream_refused_key: {
    status: 502,
    title: "The console's key was refused",
    detail: "Whereby refused the console's key. Your own sign-in is fine.",
  },
  upstream_rejected: { status: 502, title: 'Whereby refused', detail: 'Whereby refused the request.' },
  upstream_invalid: {
    status: 502,
    title: 'Unexpected answer from Whereby',
    detail: 'Whereby answered with something this console does not understand.',
  },
  upstream_timeout: { status: 504, title: 'Whereby is slow', detail: 'Whereby did not answer in time.' },
  upstream_unavailable: {
    status: 503,
    title: 'Whereby cannot be reached',
    detail: 'Whereby does not answer properly.',
  },
  store_unavailable: {
    status: 503,
    title: "The console's memory is away",
    detail: 'The database cannot be reached, so nothing was done.',
  },
  shutting_down: { status: 503, title: 'Restarting', detail: 'This server is stopping. Try again in a moment.' },
  internal: {
    status: 500,
    title: 'Something broke here',
    detail: 'This is a fault of the console. Quote the request id.',
  },
}

/** Thrown anywhere in a feature; `problemOf` turns it into the answer. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly detail: string | undefined
  readonly retryAfterMs: number | undefined
  constructor(code: ProblemCode, detail?: string, retryAfterMs?: number) {
    super(code)
    this.name = 'ProblemError'
    this.code = code
    this.detail = detail
    this.retryAfterMs = retryAfterMs
  }
}

/** The one place where a failure becomes a code. Text of unknown errors never leaves the process. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof UpstreamError) return upstreamProblem(error.failure)
  if (error instanceof StoreUnavailable) return new ProblemError('store_unavailable')
  return new ProblemError('internal')
}

function upstreamProblem(failure: UpstreamFailure): ProblemError {
  switch (failure.kind) {
    case 'rate_limited':
      return new ProblemError('upstream_rate_limited', undefined, failure.retryAfterMs)
    case 'refused_key':
      return new ProblemError('upstream_refused_key')
    case 'gone':
      return new ProblemError('recording_gone')
    case 'not_hosted':
      return new ProblemError('not_hosted')
    case 'cursor_expired':
      return new ProblemError('cursor_expired')
    case 'rejected':
      return new ProblemError('upstream_rejected')
    case 'invalid':
      return new ProblemError('upstream_invalid')
    case 'timeout':
      return new ProblemError('upstream_timeout')
    case 'unavailable':
      return new ProblemError('upstream_unavailable', undefined, failure.retryAfterMs)
    case 'aborted':
      return new ProblemError('shutting_down')
  }
}

/** For a person who has no app yet that could show a problem: the same words, without the envelope. */
export function wordsOf({ code, detail }: ProblemError): {
  status: ContentfulStatusCode
  title: string
  detail: string
} {
  return { ...PROBLEMS[code], ...(detail !== undefined && { detail }) }
}

/** RFC 9457. `Retry-After` is in whole seconds, `retryAfterMs` exact. */
export function answerProblem(c: Context, error: unknown): Response {
  const problem = problemOf(error)
  const { status, title, detail } = wordsOf(problem)
  c.set('problemCode', problem.code)
  const body: Problem = {
    type: `urn:reeldesk:problem:${problem.code}`,
    title,
    status,
    detail,
    code: problem.code,
    requestId: c.get('requestId') ?? '',
    ...(problem.retryAfterMs === undefined ? {} : { retryAfterMs: problem.retryAfterMs }),
  }
  if (problem.retryAfterMs !== undefined) c.header('Retry-After', String(Math.ceil(problem.retryAfterMs / 1000)))
  c.header('Cache-Control', 'no-store')
  return c.body(JSON.stringify(body), status, { 'Content-Type': 'application/problem+json' })
}
