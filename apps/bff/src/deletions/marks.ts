import { setTimeout as pause } from 'node:timers/promises'
import type { DeletionMark } from '@reeldesk/contract'
import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Database, Store } from '../store/database.ts'
import { deletionItems, deletions } from '../store/schema.ts'
import { StoreUnavailable } from '../store/unavailable.ts'
import type { Changes } from './changes.ts'

/** A list does not wait longer than this for its marks: reading goes on without the database. */
const PATIENCE_MS = 1_000
/** While no more items than this are under way or failed, it is kept in mind which. */
const MOST_KEPT = 1_000

/** Ids in lower case of recordings with an item under way or failed; `many` when they are too many to keep in mind. */
type Marked = Set<string> | 'many'

function isAnyOf(marked: Marked, idsOf: () => string[]): boolean {
  if (marked === 'many') return idsOf().length > 0
  return marked.size > 0 && idsOf().some((id) => marked.has(id.toLowerCase()))
}

/** What the rows of a list say of deletions. Lists are read all the time: while none of a page needs a mark, nothing is asked. */
export function createMarks({ store, changes }: { store: Store; changes: Changes }) {
  let kept: Marked | undefined
  let version = 0
  changes.onChange(() => {
    version += 1
    kept = undefined
  })

  async function marked(db: Database): Promise<Marked> {
    if (kept !== undefined && changes.isListening()) return kept
    const asked = version
    const items = await db
      .select({ recordingId: deletionItems.recordingId })
      .from(deletionItems)
      .where(inArray(deletionItems.state, ['waiting', 'sent', 'remaining', 'failed']))
      .limit(MOST_KEPT + 1)
    const found = items.length > MOST_KEPT ? 'many' : new Set(items.map(({ recordingId }) => recordingId.toLowerCase()))
    if (asked === version) kept = found
    return found
  }

  /** Of several deletions of one recording the latest speaks; undone ones are as if they had never been. */
  async function read(db: Database, recordingIds: string[]): Promise<Map<string, DeletionMark>> {
    const key = sql<string>`lower(${deletionItems.recordingId})`
    const rows = await db
      .selectDistinctOn([key], {
        key,
        deletionId: deletions.deletionId,
        state: deletionItems.state,
        executeAt: deletions.executeAt,
      })
      .from(deletionItems)
      .innerJoin(deletions, eq(deletions.deletionId, deletionItems.deletionId))
      .where(
        and(
          inArray(
            key,
            recordingIds.map((id) => id.toLowerCase()),
          ),
          ne(deletionItems.state, 'undone'),
        ),
      )
      .orderBy(key, desc(deletions.requestedAt), desc(deletions.deletionId))
    const found = new Map(
      rows.map(({ key, executeAt, ...mark }) => [key, { ...mark, executeAt: executeAt.toISOString() }]),
    )
    return new Map(
      recordingIds.flatMap((id) => {
        const mark = found.get(id.toLowerCase())
        return mark === undefined ? [] : [[id, mark] as const]
      }),
    )
  }

  return async function marksOf(idsOf: () => string[]): Promise<Map<string, DeletionMark>> {
    if (!store.isReady()) return new Map()
    if (kept !== undefined && changes.isListening() && !isAnyOf(kept, idsOf)) return new Map()
    const marks = store.run(async (db) => (isAnyOf(await marked(db), idsOf) ? read(db, idsOf()) : new Map()))
    try {
      return await Promise.race([marks, pause(PATIENCE_MS, new Map(), { ref: false })])
    } catch (error) {
      if (error instanceof StoreUnavailable) return new Map()
      throw error
    }
  }
}
