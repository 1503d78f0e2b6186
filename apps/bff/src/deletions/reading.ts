import type { Deletion } from '@reeldesk/contract'
import { and, asc, desc, eq, ne, sql } from 'drizzle-orm'
import { ProblemError } from '../problem.ts'
import type { Database } from '../store/database.ts'
import { deletionItems, deletions } from '../store/schema.ts'
import type { DeletionRow } from './transitions.ts'

export function deletionOf(row: DeletionRow): Deletion {
  const { deletionId, iss, sub, name, email, reason, totals } = row
  return {
    deletionId,
    requestedBy: { iss, sub, name, email },
    requestedAt: row.requestedAt.toISOString(),
    executeAt: row.executeAt.toISOString(),
    reason,
    totals,
  }
}

/** Newest first. */
export async function listDeletions(
  db: Database,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<{ results: Deletion[]; cursor: string | null }> {
  const rows = await db
    .select()
    .from(deletions)
    .where(cursor === undefined ? undefined : isBefore(cursor))
    .orderBy(desc(deletions.requestedAt), desc(deletions.deletionId))
    .limit(limit + 1)
  const results = rows.slice(0, limit)
  const last = results.at(-1)
  return { results: results.map(deletionOf), cursor: rows.length > limit && last ? cursorAfter(last) : null }
}

/** With the items that are not gone, in the order they were named in. */
export async function getDeletion(db: Database, deletionId: string): Promise<Deletion> {
  const [row] = await db.select().from(deletions).where(eq(deletions.deletionId, deletionId))
  if (row === undefined) throw new ProblemError('deletion_not_found')
  const { recordingId, snapshot, state, code, position } = deletionItems
  const filename = sql<string | null>`${snapshot}->>'filename'`
  const items = await db
    .select({ recordingId, filename, state, code })
    .from(deletionItems)
    .where(and(eq(deletionItems.deletionId, deletionId), ne(state, 'gone')))
    .orderBy(asc(position))
  return { ...deletionOf(row), items: items.map(({ code, ...item }) => (code === null ? item : { ...item, code })) }
}

function cursorAfter({ requestedAt, deletionId }: DeletionRow): string {
  return `${requestedAt.getTime()}.${deletionId}`
}

function isBefore(cursor: string) {
  const [, time, deletionId] = /^(\d{1,14})\.([0-9a-f-]{36})$/.exec(cursor) ?? []
  if (time === undefined) throw new ProblemError('invalid_request', 'cursor is not one that this list gave out.')
  const requestedAt = new Date(Number(time)).toISOString()
  return sql`(${deletions.requestedAt}, ${deletions.deletionId}) < (${requestedAt}::timestamptz, ${deletionId})`
}
