import { and, eq, lte, sql } from 'drizzle-orm'
import { deletionItems } from '../store/schema.ts'
import { look } from './looking.ts'
import { sendChunk } from './sending.ts'
import { takeSnapshots } from './snapshots.ts'
import { NOW, type Step } from './transitions.ts'

/**
 * Takes one deletion as far as it goes now. Every step reads what is due and commits what came of it, so it may be cut
 * off anywhere, and go on in any process.
 */
export async function advance(step: Step, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const due = await dueSteps(step)
    if (due.snapshots) await takeSnapshots(step)
    else if (due.sends) await sendChunk(step)
    else if (due.looks) await look(step)
    else return
  }
}

async function dueSteps({ services: { store }, deletionId }: Step) {
  const isAny = (condition: ReturnType<typeof sql>) => sql<boolean>`coalesce(bool_or(${condition}), false)`
  const [due] = await store.run((db) =>
    db
      .select({
        snapshots: isAny(sql`state = 'waiting' and snapshot_at is null`),
        sends: isAny(sql`state = 'waiting' and snapshot_at is not null`),
        looks: isAny(sql`state = 'sent'`),
      })
      .from(deletionItems)
      .where(and(eq(deletionItems.deletionId, deletionId), lte(deletionItems.dueAt, NOW))),
  )
  return due ?? { snapshots: false, sends: false, looks: false }
}
