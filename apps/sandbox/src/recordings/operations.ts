import type { Context } from 'hono'
import * as z from 'zod'
import type { MediaLinks } from '../media/links.ts'
import { refuse } from '../refuse.ts'
import type { Catalogue, ListQuery } from './catalogue.ts'
import { SORT_FIELDS, type SortField } from './orders.ts'

export const OPERATIONS = [
  'listRecordings',
  'getRecording',
  'createAccessLink',
  'deleteRecording',
  'bulkDeleteRecordings',
] as const
export type Operation = (typeof OPERATIONS)[number]

export interface RecordingsEnv {
  Variables: {
    /** Set by a fault that lets a deletion be accepted and not carried out. */
    isSpared?: (recordingId: string) => boolean
  }
}
type Call = Context<RecordingsEnv>

const wholeNumber = (min: number, max: number, preset: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .default(preset)

const isSortField = (name: string | undefined): name is SortField => SORT_FIELDS.some((field) => field === name)

const SortBy = z.string().transform((text, context): Pick<ListQuery, 'field' | 'direction'> => {
  const [field, direction, ...rest]: (string | undefined)[] = text.split(':')
  if (isSortField(field) && (direction === 'asc' || direction === 'desc') && rest.length === 0)
    return { field, direction }
  context.addIssue('must be one of roomName, startDate, duration, sizeInMegaBytes, then :asc or :desc')
  return z.NEVER
})

const ListParameters = z.object({
  roomName: z.string().optional(),
  cursor: z.string().optional(),
  limit: wholeNumber(1, 100, 50),
  sortBy: SortBy.default({ field: 'startDate', direction: 'desc' }),
})
const LinkParameters = z.object({ validForSeconds: wholeNumber(1, 43_200, 3_600) })
const BulkDelete = z.object({ recordingIds: z.array(z.string()) })

const badRequest = (c: Call, error: z.ZodError) =>
  refuse(c, 400, error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '))
const notFound = (c: Call) => refuse(c, 404, "The requested resource doesn't exist")

export function createOperations(
  catalogue: Catalogue,
  links: MediaLinks,
  clock: () => number,
  bulkDelayMs: () => number,
) {
  const isSpared = (c: Call, recordingId: string) => c.get('isSpared')?.(recordingId) ?? false

  return {
    listRecordings: (c: Call) => {
      const query = ListParameters.safeParse(c.req.query())
      if (!query.success) return badRequest(c, query.error)
      const { sortBy, ...rest } = query.data
      const page = catalogue.list({ ...rest, ...sortBy })
      return page === undefined ? refuse(c, 400, 'cursor: not one of this list') : c.json(page)
    },

    getRecording: (c: Call) => {
      const recording = catalogue.get(c.req.param('recordingId') ?? '')
      return recording === undefined ? notFound(c) : c.json(recording)
    },

    createAccessLink: (c: Call) => {
      const query = LinkParameters.safeParse(c.req.query())
      if (!query.success) return badRequest(c, query.error)
      const recording = catalogue.get(c.req.param('recordingId') ?? '')
      if (recording === undefined) return notFound(c)
      if (catalogue.roomOf(recording.recordingId)?.ownStorage) return refuse(c, 403, 'Not allowed to perform action')
      return c.json(links.make(recording, query.data.validForSeconds))
    },

    deleteRecording: (c: Call) => {
      const recordingId = c.req.param('recordingId') ?? ''
      if (!isSpared(c, recordingId)) catalogue.remove(recordingId, clock())
      return c.body(null, 204)
    },

    /** Answers first; the recordings go a little later, not all at the same moment. */
    bulkDeleteRecordings: async (c: Call) => {
      const body = await c.req.json().then(
        (value: unknown) => BulkDelete.safeParse(value),
        () => undefined,
      )
      if (body === undefined) return refuse(c, 400, 'The body is not JSON')
      if (!body.success) return badRequest(c, body.error)
      for (const recordingId of body.data.recordingIds) {
        if (!isSpared(c, recordingId)) catalogue.remove(recordingId, clock() + bulkDelayMs())
      }
      return c.body(null, 204)
    },
  }
}
