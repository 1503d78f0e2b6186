import * as z from 'zod/mini'
import { Actor } from './deletion.ts'

/** Every action the trail knows. Names are stable: others search for them. */
export const AUDIT_ACTIONS = [
  'recording.link.created',
  'recording.played',
  'recording.delete.sent',
  'recording.deleted',
  'recording.remaining',
  'recording.delete.failed',
  'recordings.exported',
  'deletion.requested',
  'deletion.undone',
  'deletion.retried',
  'audit.exported',
  'session.started',
  'session.ended',
  'access.denied',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

/** `intended` is committed before the act; its outcome follows as an entry of its own that names it by `intentSequence`. */
export const AUDIT_OUTCOMES = ['intended', 'succeeded', 'failed', 'denied'] as const
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number]

/** One entry of the trail. `at` is ISO 8601 UTC; `actor` is the console itself (`iss: "reeldesk"`) where no person acts. */
export const AuditEvent = z.object({
  sequence: z.number(),
  at: z.string(),
  action: z.enum(AUDIT_ACTIONS),
  outcome: z.enum(AUDIT_OUTCOMES),
  actor: Actor,
  role: z.nullable(z.string()),
  mode: z.nullable(z.string()),
  address: z.nullable(z.string()),
  requestId: z.nullable(z.string()),
  recordingId: z.optional(z.string()),
  deletionId: z.optional(z.string()),
  intentSequence: z.optional(z.number()),
  /** Facts that belong to the action: recording snapshot, link lifetime and expiry, counts, problem code. */
  detail: z.optional(z.record(z.string(), z.unknown())),
})
export type AuditEvent = z.infer<typeof AuditEvent>

export const AuditPage = z.object({ results: z.array(AuditEvent), cursor: z.nullable(z.string()) })
export type AuditPage = z.infer<typeof AuditPage>
