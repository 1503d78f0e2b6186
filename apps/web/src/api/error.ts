import type { Problem, ProblemCode } from '@reeldesk/contract'

/**
 * Why an operation gave no data. `problem`: the console said why. `signed-out`: it no longer knows who calls.
 * `offline`: it was not reached. `unexpected`: it answered something that is not its own.
 */
export type ApiErrorKind = 'problem' | 'signed-out' | 'offline' | 'unexpected'

export class ApiError extends Error {
  override name = 'ApiError'
  readonly kind: ApiErrorKind
  readonly status: number
  readonly problem: Problem | undefined
  /** When waiting is over, in epoch ms; fixed at the moment the answer came. */
  readonly retryAt: number | undefined

  constructor(kind: ApiErrorKind, status = 0, problem?: Problem, now = Date.now()) {
    super(problem ? `${problem.code}: ${problem.detail}` : `${kind} (${status})`)
    this.kind = kind
    this.status = status
    this.problem = problem
    this.retryAt = problem?.retryAfterMs === undefined ? undefined : now + problem.retryAfterMs
  }

  get code(): ProblemCode | undefined {
    return this.problem?.code
  }

  get requestId(): string | undefined {
    return this.problem?.requestId
  }

  /** Waiting helps, and it is known how long: go on by itself after that. */
  get isRateLimit(): boolean {
    return this.code === 'rate_limited' || this.code === 'upstream_rate_limited'
  }
}

/** Anything thrown on the way to data, as an ApiError; an abort stays what it is. */
export function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError('unexpected')
}
