import type { AccessLink, Recording, SortBy } from '@reeldesk/contract'
import type { Logger } from 'pino'
import type { Clock } from '../services.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { type Address, address } from './address.ts'
import { createBreaker } from './breaker.ts'
import { createBudget } from './budget.ts'
import { UpstreamError } from './errors.ts'
import { type Answer, createExchange, jsonOf } from './exchange.ts'
import { UPSTREAM_LIMITS, type UpstreamLimits } from './limits.ts'
import { assertLinkIsOurs } from './link-origin.ts'
import { pageOf, recordingsOf, type UpstreamPage } from './page.ts'
import { createPageReader } from './page-reader.ts'
import { retried } from './retry.ts'
import { assertAnswered, type Meaning } from './verdict.ts'
import { readAccessLink, readRecording } from './wire.ts'

/** People's presses go before background work, and background work leaves half of the points to the customer's own product. */
export type Priority = 'person' | 'background'

export interface CallOptions {
  priority: Priority
  signal?: AbortSignal
  /** Counts what a request cost upstream, for its log line. */
  spent?: UpstreamSpent
}

export interface UpstreamSpent {
  calls: number
  ms: number
}

export interface ListQuery {
  roomName?: string
  cursor?: string
  limit?: number
  sortBy?: SortBy
}

/** The five recordings operations, and no other. Every method throws UpstreamError and nothing else. */
export interface Upstream {
  listRecordings(query: ListQuery, options: CallOptions): Promise<UpstreamPage>
  getRecording(recordingId: string, options: CallOptions): Promise<Recording>
  createAccessLink(recordingId: string, validForSeconds: number, options: CallOptions): Promise<AccessLink>
  /** Resolves on 204, which means "accepted", not "gone". Never retried here: the job that owns the deletion does that. */
  deleteRecording(recordingId: string, options: CallOptions): Promise<void>
  /** At most 100 ids. Resolves on 204, which means "scheduled". */
  bulkDeleteRecordings(recordingIds: string[], options: CallOptions): Promise<void>
  /** For `/readyz`: open while calls are turned away because upstream keeps failing. */
  breakerState(): 'closed' | 'open' | 'half-open'
  close(): Promise<void>
}

interface Settings {
  url: string
  key: string
  mediaOrigins: string[]
  clock: Clock
  log: Logger
  metrics: Metrics
  limits?: Partial<UpstreamLimits>
}

type Operation = keyof Pick<
  Upstream,
  'listRecordings' | 'getRecording' | 'createAccessLink' | 'deleteRecording' | 'bulkDeleteRecordings'
>

const GONE: Meaning = (status) => (status === 404 ? { kind: 'gone' } : undefined)

export function createUpstream({ url, key, mediaOrigins, clock, log, metrics, ...settings }: Settings): Upstream {
  const limits = { ...UPSTREAM_LIMITS, ...settings.limits }
  const exchange = createExchange({ url, key }, limits)
  const budget = createBudget(limits, clock)
  const breaker = createBreaker(limits.breaker, clock)
  const readPage = createPageReader()
  metrics.watchUpstream({ breakerState: breaker.state, pointsLeft: budget.pointsLeft })

  /** Background work has all the time to wait for its turn; a person has one deadline for queue and call together. */
  async function call<T>(
    operation: Operation,
    request: Address,
    { priority, signal, spent }: CallOptions,
    read: (answer: Answer) => T,
  ): Promise<T> {
    const isRead = request.method === 'GET'
    const startedAt = clock()
    const deadline = startedAt + limits.callMs
    const msLeft = () => (priority === 'person' ? deadline - clock() : limits.callMs)

    async function attempt(): Promise<T> {
      await budget.enter(priority, priority === 'person' ? msLeft() : Number.POSITIVE_INFINITY, signal)
      try {
        return await breaker.run(async () => {
          if (spent !== undefined) spent.calls += 1
          const answer = await exchange.send(request, Math.min(isRead ? limits.tryMs : limits.callMs, msLeft()), signal)
          budget.learn(answer.header)
          return read(answer)
        })
      } catch (error) {
        if (error instanceof UpstreamError && error.failure.kind === 'rate_limited')
          budget.hold(error.failure.retryAfterMs)
        throw error
      } finally {
        budget.leave(priority)
      }
    }

    let outcome = 'ok'
    try {
      return await (isRead ? retried(limits, msLeft, attempt) : attempt())
    } catch (error) {
      const failure = error instanceof UpstreamError ? error.failure : null
      outcome = failure?.kind ?? 'internal'
      if (failure?.kind === 'refused_key' || failure?.kind === 'invalid') log.warn({ operation, failure }, 'upstream')
      throw error
    } finally {
      const ms = clock() - startedAt
      if (spent !== undefined) spent.ms += ms
      metrics.countUpstreamCall(operation, outcome, ms)
    }
  }

  function assertAccepted(answer: Answer, meaning: Meaning) {
    assertAnswered(answer, clock(), meaning)
    if (answer.status !== 204) throw new UpstreamError({ kind: 'invalid', what: 'not 204' })
  }

  return {
    listRecordings(query, options) {
      return call('listRecordings', address.list(query), options, (answer) => {
        if (answer.status === 404 && query.cursor === undefined && query.roomName !== undefined) {
          return pageOf({ results: [], cursor: null })
        }
        assertAnswered(answer, clock(), (status) =>
          query.cursor !== undefined && (status === 400 || status === 404) ? { kind: 'cursor_expired' } : undefined,
        )
        const page = readPage(answer)
        if (page.cursor === null || page.cursor !== query.cursor) return page
        log.warn({ operation: 'listRecordings' }, 'upstream sent the cursor back that it was given: taken as the end')
        return pageOf({ results: recordingsOf(page.json), cursor: null })
      })
    },
    getRecording(recordingId, options) {
      return call('getRecording', address.one(recordingId), options, (answer) => {
        assertAnswered(answer, clock(), GONE)
        const recording = readRecording(jsonOf(answer))
        if (recording.recordingId.toLowerCase() === recordingId.toLowerCase()) return recording
        throw new UpstreamError({ kind: 'invalid', what: 'not the recording asked for' })
      })
    },
    createAccessLink(recordingId, validForSeconds, options) {
      return call('createAccessLink', address.accessLink(recordingId, validForSeconds), options, (answer) => {
        assertAnswered(answer, clock(), (status) => (status === 403 ? { kind: 'not_hosted' } : GONE(status)))
        const link = readAccessLink(jsonOf(answer))
        assertLinkIsOurs(link, mediaOrigins, clock())
        return link
      })
    },
    deleteRecording(recordingId, options) {
      return call('deleteRecording', address.delete(recordingId), options, (answer) => assertAccepted(answer, GONE))
    },
    bulkDeleteRecordings(recordingIds, options) {
      return call('bulkDeleteRecordings', address.bulkDelete(recordingIds), options, (answer) =>
        assertAccepted(answer, () => undefined),
      )
    },
    breakerState: breaker.state,
    close: exchange.close,
  }
}
