import type { AuditEvent } from '@reeldesk/contract'
import { and, desc, eq, gte, ilike, inArray, isNull, lt, or, type SQL } from 'drizzle-orm'
import type { AuditQuery } from '../services.ts'
import type { Database, Store } from '../store/database.ts'
import { auditEvents, deletionItems } from '../store/schema.ts'

/** Read at a time while streaming: little memory, and no transaction held open for a slow reader. */
const STREAM_ROWS = 500

export async function listEvents(
  db: Database,
  { cursor, limit, ...query }: AuditQuery & { cursor?: string; limit: number },
): Promise<{ results: AuditEvent[]; cursor: string | null }> {
  const rows = await db
    .select()
    .from(auditEvents)
    .where(matching(db, query, cursor === undefined ? undefined : Number(cursor)))
    .orderBy(desc(auditEvents.sequence))
    .limit(limit + 1)
  const results = rows.slice(0, limit).map(eventOf)
  const last = results.at(-1)
  return { results, cursor: rows.length > limit && last ? String(last.sequence) : null }
}

export async function* streamEvents(store: Store, query: AuditQuery): AsyncIterable<AuditEvent> {
  for (let cursor: string | undefined; ; ) {
    const page = await store.run((db) => listEvents(db, { ...query, ...(cursor && { cursor }), limit: STREAM_ROWS }))
    yield* page.results
    if (page.cursor === null) return
    cursor = page.cursor
  }
}

function matching(
  db: Database,
  { actor, action, recordingId, from, to }: AuditQuery,
  before?: number,
): SQL | undefined {
  const { sequence, at } = auditEvents
  return and(
    before === undefined ? undefined : lt(sequence, before),
    action === undefined ? undefined : eq(auditEvents.action, action),
    actor === undefined ? undefined : isBy(actor),
    recordingId === undefined ? undefined : isAbout(db, recordingId),
    from === undefined ? undefined : gte(at, new Date(from)),
    to === undefined ? undefined : lt(at, new Date(to)),
  )
}

function isBy(actor: string): SQL | undefined {
  const part = `%${actor.replaceAll(/[\\%_]/g, '\\$&')}%`
  return or(ilike(auditEvents.sub, part), ilike(auditEvents.email, part), ilike(auditEvents.name, part))
}

/** Events of the recording itself, and of the deletions it was part of. */
function isAbout(db: Database, recordingId: string): SQL | undefined {
  const itsDeletions = db
    .select({ deletionId: deletionItems.deletionId })
    .from(deletionItems)
    .where(eq(deletionItems.recordingId, recordingId))
  return or(
    eq(auditEvents.recordingId, recordingId),
    and(isNull(auditEvents.recordingId), inArray(auditEvents.deletionId, itsDeletions)),
  )
}

function eventOf(row: typeof auditEvents.$inferSelect): AuditEvent {
  const { iss, sub, name, email } = row
  return {
    sequence: row.sequence,
    at: row.at.toISOString(),
    action: row.action as AuditEvent['action'],
    outcome: row.outcome as AuditEvent['outcome'],
    actor: { iss, sub, name, email },
    role: row.role,
    mode: row.mode,
    address: row.address,
    requestId: row.requestId,
    ...(row.recordingId !== null && { recordingId: row.recordingId }),
    ...(row.deletionId !== null && { deletionId: row.deletionId }),
    ...(row.intentSequence !== null && { intentSequence: row.intentSequence }),
    ...(row.detail !== null && { detail: row.detail }),
  }
}
