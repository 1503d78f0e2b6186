/** What can go wrong upstream, in this console's words. Carries nothing of what the vendor or a library said. */
export type UpstreamFailure =
  | { kind: 'rate_limited'; retryAfterMs: number }
  /** 401, or 403 where the document does not give it another meaning. */
  | { kind: 'refused_key' }
  /** 404 on one recording. */
  | { kind: 'gone' }
  /** 403 on an access link: kept in the customer's own storage. */
  | { kind: 'not_hosted' }
  /** The list no longer knows the cursor. */
  | { kind: 'cursor_expired' }
  /** Any other 4xx. */
  | { kind: 'rejected'; status: number }
  /** Not what the document promises: redirect, HTML, bad JSON, wrong shape, too large, a link to a host that is not ours to show. */
  | { kind: 'invalid'; what: string }
  | { kind: 'timeout' }
  /** 5xx, refused, reset, cut short, or the breaker is open (`retryAfterMs` until it tries again). */
  | { kind: 'unavailable'; status?: number; retryAfterMs?: number }
  /** The caller's own signal ended it. Whether upstream heard a delete is not known. */
  | { kind: 'aborted' }

export class UpstreamError extends Error {
  readonly failure: UpstreamFailure
  constructor(failure: UpstreamFailure) {
    super(`upstream: ${failure.kind}`)
    this.name = 'UpstreamError'
    this.failure = failure
  }
}
