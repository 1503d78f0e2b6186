import { setTimeout as pause } from 'node:timers/promises'
import type { DeletionMark } from '@reeldesk/contract'
import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Database, Store } from '../store/database.ts'
import { deletionItems, deletions } from '../store/schema.ts'
import { StoreUnavailable } from '../store/unavailable.ts'
import type { Changes } from './changes.ts'

/** A list does not wait longer than this for its marks: reading goes on without the database. */
const PATIENCE_MS = 1_000

/** What the rows of a list say of deletions. Lists are read all the time: while nothing needs a mark, nothing is asked. */
export function createMarks({ store, changes }: { store: Store; changes: Changes }) {
  let isAnyMarked: boolean | undefined
  let version = 0
  changes.onChange(() => {
    version += 1
    isAnyMarked = undefined
  })

  async function needsMarks(db: Database): Promise<boolean> {
    if (isAnyMarked !== undefined && changes.isListening()) return isAnyMarked
    const asked = version
    const [some] = await db
      .select({ one: sql`1` })
      .from(deletionItems)
      .where(inArray(deletionItems.state, ['waiting', 'sent', 'remaining', 'failed']))
      .limit(1)
    if (asked === version) isAnyMarked = some !== undefined
    return some !== undefined
  }

  /** Of several deletions of one recording the latest speaks; undone ones are as if they had never been. */
  async function read(db: Database, recordingIds: string[]): Promise<Map<string, DeletionMark>> {
    if (recordingIds.length === 0) return new Map()
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
    if (!store.isReady() || (isAnyMarked === false && changes.isListening())) return new Map()
    const marks = store.run(async (db) => ((await needsMarks(db)) ? read(db, idsOf()) : new Map()))
    try {
      return await Promise.race([marks, pause(PATIENCE_MS, new Map(), { ref: false })])
    } catch (error) {
      if (error instanceof StoreUnavailable) return new Map()
      throw error
    }
  }
}
