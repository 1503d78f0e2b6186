import * as z from 'zod/mini'

/**
 * waiting → sent → gone | remaining; waiting → undone; waiting → failed.
 * `sent` means upstream answered 204, `gone` that it answered 404 when looked again,
 * `remaining` that it still had the recording at the last look.
 */
export const ITEM_STATES = ['waiting', 'sent', 'gone', 'remaining', 'failed', 'undone'] as const
export type ItemState = (typeof ITEM_STATES)[number]

/** A person, as proved by SSO: `iss` and `sub` identify, the rest are labels. */
export const Actor = z.object({
  iss: z.string(),
  sub: z.string(),
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
})
export type Actor = z.infer<typeof Actor>

/** The latest deletion that holds a recording, as shown on its row. `executeAt` is ISO 8601 UTC. */
export const DeletionMark = z.object({
  deletionId: z.string(),
  state: z.enum(ITEM_STATES),
  executeAt: z.string(),
})
export type DeletionMark = z.infer<typeof DeletionMark>

/** An item that is not `gone`. `code` says why it failed, as a problem code. `filename` is null until upstream was asked. */
export const DeletionItem = z.object({
  recordingId: z.string(),
  filename: z.nullable(z.string()),
  state: z.enum(ITEM_STATES),
  code: z.optional(z.string()),
})
export type DeletionItem = z.infer<typeof DeletionItem>

export const Deletion = z.object({
  deletionId: z.string(),
  requestedBy: Actor,
  requestedAt: z.string(),
  executeAt: z.string(),
  reason: z.nullable(z.string()),
  totals: z.object({
    waiting: z.number(),
    sent: z.number(),
    gone: z.number(),
    remaining: z.number(),
    failed: z.number(),
    undone: z.number(),
  }),
  items: z.optional(z.array(DeletionItem)),
})
export type Deletion = z.infer<typeof Deletion>

export const DeletionsPage = z.object({ results: z.array(Deletion), cursor: z.nullable(z.string()) })
export type DeletionsPage = z.infer<typeof DeletionsPage>

export const DELETION_LIMITS = { maxRecordings: 10_000, maxReasonLength: 500 } as const

/** Body of `POST /api/recordings/bulk-delete`: 1–10,000 ids, each once. */
export const BulkDeleteRequest = z.strictObject({
  recordingIds: z.array(z.guid()).check(
    z.minLength(1),
    z.maxLength(DELETION_LIMITS.maxRecordings),
    z.refine((ids) => new Set(ids.map((id) => id.toLowerCase())).size === ids.length, 'names a recording twice'),
  ),
  reason: z.optional(z.string().check(z.maxLength(DELETION_LIMITS.maxReasonLength))),
})
export type BulkDeleteRequest = z.infer<typeof BulkDeleteRequest>
