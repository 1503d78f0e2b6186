import type { HttpBindings } from '@hono/node-server'
import type {
  AuditAction,
  AuditEvent,
  AuditOutcome,
  AuthMode,
  Deletion,
  DeletionMark,
  ProblemCode,
  Role,
} from '@reeldesk/contract'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Identify, Principal } from './identity/principal.ts'
import type { FactsCache } from './recordings/facts-cache.ts'
import type { Database, Store, Transaction } from './store/database.ts'
import type { Metrics } from './telemetry/metrics.ts'
import type { Upstream, UpstreamSpent } from './upstream/client.ts'

/** Milliseconds since the epoch. Injected, so that tests own the time. */
export type Clock = () => number

/** Who is calling, once identity and role table have agreed. */
export interface Caller {
  principal: Principal
  role: Role
  mode: AuthMode
  /** Of the person where a trusted proxy says so, else of the socket. */
  address: string
}

/** What a request is done for: goes into every audit event it causes. */
export interface RequestContext {
  caller: Caller
  requestId: string
}

/** Everything a feature may need, made once in `main.ts` and passed in. */
export interface Services {
  config: Config
  clock: Clock
  log: Logger
  metrics: Metrics
  upstream: Upstream
  facts: FactsCache
  store: Store
  trail: Trail
  deletions: Deletions
  identify: Identify
  /** True from SIGTERM on: `/readyz` answers 503 and no new work is taken. */
  isStopping: () => boolean
}

/** What is written; sequence, time, hash and key id are the trail's own. */
export interface AuditEntry {
  action: AuditAction
  outcome: AuditOutcome
  actor: Principal
  role: Role | null
  mode: AuthMode | null
  address: string | null
  requestId: string | null
  recordingId?: string
  deletionId?: string
  intentSequence?: number
  detail?: Record<string, unknown>
}

export interface AuditQuery {
  actor?: string
  action?: AuditAction
  recordingId?: string
  from?: string
  to?: string
}

export interface Trail {
  /** Committed when it resolves; throws StoreUnavailable, and then nothing was written. Resolves to the sequences. */
  append(entries: AuditEntry[]): Promise<number[]>
  /** The same inside a transaction of the caller's: written with it or not at all. */
  appendWithin(transaction: Transaction, entries: AuditEntry[]): Promise<number[]>
  /** Intent committed → act → outcome committed. An act that throws is recorded as failed and rethrown. */
  act<T>(
    context: RequestContext,
    intent: { action: AuditAction; recordingId?: string; deletionId?: string; detail?: Record<string, unknown> },
    act: () => Promise<{ result: T; detail?: Record<string, unknown> }>,
  ): Promise<T>
  list(
    query: AuditQuery & { cursor?: string; limit: number },
  ): Promise<{ results: AuditEvent[]; cursor: string | null }>
  /** Newest first, read in pages so that a slow reader holds no transaction and little memory. */
  stream(query: AuditQuery): AsyncIterable<AuditEvent>
}

export interface Deletions {
  request(
    context: RequestContext,
    request: { recordingIds: string[]; reason?: string; idempotencyKey?: string },
  ): Promise<Deletion>
  list(query: { cursor?: string; limit: number }): Promise<{ results: Deletion[]; cursor: string | null }>
  get(deletionId: string): Promise<Deletion>
  undo(context: RequestContext, deletionId: string): Promise<Deletion>
  retry(context: RequestContext, deletionId: string): Promise<Deletion>
  /** For the rows of a list, named only if need be. Empty, not an error, while the store is away: reading goes on. */
  marksOf(idsOf: () => string[]): Promise<Map<string, DeletionMark>>
  /** Called whenever a deletion changed here or in another process. */
  onChange(listener: () => void): void
}

export type { Database }

/** Hono's environment: set by the middleware of `app.ts`, in its order. Bindings are absent under `app.request`. */
export interface AppEnv {
  Bindings: Partial<HttpBindings>
  Variables: { requestId: string; caller: Caller; upstreamSpent: UpstreamSpent; problemCode: ProblemCode }
}
