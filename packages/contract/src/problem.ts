import * as z from 'zod/mini'

/** The closed list of problem codes. A code is stable; its title is for people and may change. */
export const PROBLEM_CODES = [
  // the request
  'invalid_request',
  'not_found',
  'method_not_allowed',
  'payload_too_large',
  'unsupported_media_type',
  'cross_site',
  // who calls
  'unauthenticated',
  'no_role',
  'forbidden',
  'identity_unavailable',
  // recordings and deletions
  'recording_gone',
  'not_hosted',
  'cursor_expired',
  'deletion_not_found',
  'undo_too_late',
  'nothing_to_retry',
  'idempotency_conflict',
  'rate_limited',
  // upstream
  'upstream_rate_limited',
  'upstream_refused_key',
  'upstream_rejected',
  'upstream_invalid',
  'upstream_timeout',
  'upstream_unavailable',
  // this console
  'store_unavailable',
  'shutting_down',
  'internal',
] as const
export type ProblemCode = (typeof PROBLEM_CODES)[number]

/** RFC 9457 problem details with this console's members. `retryAfterMs` is present where waiting helps. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  code: z.enum(PROBLEM_CODES),
  requestId: z.string(),
  retryAfterMs: z.optional(z.number()),
})
export type Problem = z.infer<typeof Problem>
