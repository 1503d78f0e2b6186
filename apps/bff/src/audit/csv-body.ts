import type { Logger } from 'pino'
import type { AuditEntry, AuditQuery, RequestContext, Trail } from '../services.ts'
import { CSV_HEAD, csvLine } from './csv.ts'
import { personOf } from './trail.ts'

const LINES_PER_CHUNK = 200

/**
 * The trail as CSV, read no faster than the reader takes it. The intent is committed before the first byte; the outcome
 * says how many lines went out. What fails half-way breaks the connection, so that a cut file is never taken for a whole one.
 */
export async function csvBody(
  trail: Trail,
  log: Logger,
  context: RequestContext,
  filters: AuditQuery,
): Promise<ReadableStream<Uint8Array>> {
  const event = { ...personOf(context), action: 'audit.exported' } as const
  const [intentSequence] = await trail.append([{ ...event, outcome: 'intended', detail: { filters } }])
  const events = trail.stream(filters)[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  let lines = 0
  let isConcluded = false

  /** Once: a reader who goes away while lines are being read ends it twice. */
  async function conclude(outcome: AuditEntry['outcome']): Promise<void> {
    if (isConcluded) return
    isConcluded = true
    const detail = { filters, lines }
    const entry = { ...event, outcome, detail, ...(intentSequence !== undefined && { intentSequence }) }
    await trail.append([entry]).catch(() => log.error('the outcome of an export could not be kept'))
  }

  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(CSV_HEAD)),
    async pull(controller) {
      try {
        let chunk = ''
        for (let taken = 0; taken < LINES_PER_CHUNK; taken += 1) {
          const { done, value } = await events.next()
          if (done) {
            if (chunk) controller.enqueue(encoder.encode(chunk))
            await conclude('succeeded')
            return controller.close()
          }
          chunk += csvLine(value)
          lines += 1
        }
        controller.enqueue(encoder.encode(chunk))
      } catch (error) {
        await conclude('failed')
        controller.error(error)
      }
    },
    async cancel() {
      await events.return?.()
      await conclude('failed')
    },
  })
}
