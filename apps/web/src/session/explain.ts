import type { ProblemCode } from '@reeldesk/contract'
import type { ApiError } from '../api/error.ts'
import { m } from '../i18n/messages.ts'

/** Codes that deserve a sentence of their own; others are explained by the console's own detail. */
const SENTENCES: Partial<Record<ProblemCode, () => string>> = {
  upstream_refused_key: m.problem_upstream_refused_key,
  upstream_unavailable: m.problem_upstream_unavailable,
  upstream_timeout: m.problem_upstream_timeout,
  upstream_invalid: m.problem_upstream_invalid,
  store_unavailable: m.problem_store_unavailable,
  identity_unavailable: m.problem_identity_unavailable,
  shutting_down: m.problem_shutting_down,
}

/** One sentence about why, in words a person can act on. */
export function explain(error: ApiError): string {
  if (error.kind === 'offline') return m.problem_offline()
  if (error.kind === 'signed-out') return m.problem_signed_out()
  if (error.problem === undefined) return m.problem_unexpected()
  return SENTENCES[error.problem.code]?.() ?? error.problem.detail
}
