import * as z from 'zod/mini'
import { DeletionMark } from './deletion.ts'

/** A UUID of any version, in either case. Nothing else may touch an upstream path. */
export const RecordingId = z.guid()

/**
 * One meeting recording. Names are those of the recordings API document.
 * `sizeInMegaBytes` counts as upstream does; `endDate` is null while a recording runs or when upstream does not say;
 * `roomName` usually has a leading slash and is null when upstream does not send it.
 */
export const Recording = z.object({
  recordingId: z.string(),
  roomSessionId: z.string(),
  roomName: z.nullable(z.string()),
  filename: z.string(),
  startDate: z.string(),
  endDate: z.nullable(z.string()),
  sizeInMegaBytes: z.number(),
})
export type Recording = z.infer<typeof Recording>

/** A recording with what this console is about to do to it, or has tried to. */
export const ListedRecording = z.extend(Recording, { deletion: z.optional(DeletionMark) })
export type ListedRecording = z.infer<typeof ListedRecording>

/** `cursor` is opaque and null at the end of the list. */
export const RecordingsPage = z.object({ results: z.array(ListedRecording), cursor: z.nullable(z.string()) })
export type RecordingsPage = z.infer<typeof RecordingsPage>

/** Seconds an access link may live, as published by the vendor. */
export const LINK_SECONDS = { min: 1, max: 43_200, default: 3_600 } as const

/** What a link is asked for: to be handed on (`share`) or to feed the player (`play`). The trail tells them apart. */
export const LINK_PURPOSES = ['share', 'play'] as const
export type LinkPurpose = (typeof LINK_PURPOSES)[number]

/** A bearer secret: anyone who has it can open the file until `expires` (epoch milliseconds). */
export const AccessLink = z.object({ accessLink: z.string(), expires: z.number() })
export type AccessLink = z.infer<typeof AccessLink>

/** Body of `POST /api/recordings/export`, sent before the browser writes a CSV of rows it already holds. */
export const ExportRequest = z.strictObject({
  recordingIds: z.array(RecordingId).check(z.minLength(1), z.maxLength(10_000)),
})
export type ExportRequest = z.infer<typeof ExportRequest>
