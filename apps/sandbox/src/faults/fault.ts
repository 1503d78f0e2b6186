import * as z from 'zod'
import { OPERATIONS } from '../recordings/operations.ts'
import { withSlash } from '../world/rooms.ts'

const Milliseconds = z.number().int().min(0).max(600_000)
/** Whether the operation takes effect all the same: a deletion that is carried out although its answer is lost. */
const carriedOut = z.boolean().default(false)

/** What goes wrong. */
const Failure = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('status'), status: z.number().int().min(400).max(599), carriedOut }),
  z.strictObject({ kind: z.literal('hang-before-headers'), carriedOut }),
  z.strictObject({ kind: z.literal('hang-in-body') }),
  z.strictObject({ kind: z.literal('reset'), carriedOut }),
  z.strictObject({ kind: z.literal('cut-body') }),
  z.strictObject({ kind: z.literal('html'), status: z.number().int().min(200).max(599).default(200), carriedOut }),
  z.strictObject({ kind: z.literal('bad-json') }),
  z.strictObject({ kind: z.literal('wrong-types') }),
  z.strictObject({ kind: z.literal('redirect'), location: z.url().default('https://example.com/elsewhere') }),
  z.strictObject({ kind: z.literal('huge-body'), megaBytes: z.number().int().min(1).max(200).default(50) }),
  z.strictObject({ kind: z.literal('slow'), ms: Milliseconds }),
  z.strictObject({
    kind: z.literal('throttle'),
    /** Which of the published ways says how long to wait. */
    says: z.enum(['everything', 'msLeft', 'retry-after', 'reset', 'nothing']).default('everything'),
    ms: Milliseconds.default(5000),
  }),
  z.strictObject({ kind: z.literal('without-field'), field: z.string() }),
  z.strictObject({ kind: z.literal('same-cursor') }),
  z.strictObject({ kind: z.literal('duplicate-ids') }),
  z.strictObject({ kind: z.literal('foreign-link'), origin: z.url().default('https://media.example.com') }),
  z.strictObject({ kind: z.literal('ignore-delete') }),
  z.strictObject({ kind: z.literal('damaged-media') }),
])
export type Failure = z.infer<typeof Failure>
/** Those that decide the answer; the two others only add to it. */
export type Answering = Exclude<Failure, { kind: 'slow' | 'ignore-delete' }>

/** Those that send a true answer, changed. */
export type Twisting = Extract<
  Failure,
  { kind: 'wrong-types' | 'without-field' | 'same-cursor' | 'duplicate-ids' | 'foreign-link' }
>

/** Where, how often and on what it goes wrong. Without `count` until cleared; without `match` on every call. */
export const Fault = z.strictObject({
  operation: z.enum([...OPERATIONS, 'getMedia', 'any']),
  failure: Failure,
  count: z.number().int().min(1).optional(),
  match: z
    .strictObject({
      recordingId: z.string().toLowerCase().optional(),
      roomName: z.string().transform(withSlash).optional(),
    })
    .default({}),
})
export type Fault = z.infer<typeof Fault>
