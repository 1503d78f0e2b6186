import { sql } from 'drizzle-orm'
import { ProblemError } from '../problem.ts'
import type { Caller, Services } from '../services.ts'
import { rateWindows } from '../store/schema-identity.ts'

const MINUTE = sql`interval '1 minute'`
const isOver = sql`${rateWindows.openedAt} <= now() - ${MINUTE}`

/**
 * Takes one of the person's links or deletions of this minute, or says how long to wait. Counted in Postgres and by its
 * clock, so that replicas agree. A minute begins with the first press, and presses that were refused do not prolong it.
 */
export async function takeFromRate(
  { store, config }: Pick<Services, 'store' | 'config'>,
  { principal: { iss, sub } }: Caller,
  kind: 'links' | 'deletions',
): Promise<void> {
  const [window] = await store.run((db) =>
    db
      .insert(rateWindows)
      .values({ iss, sub, kind, openedAt: sql`now()`, taken: 1 })
      .onConflictDoUpdate({
        target: [rateWindows.iss, rateWindows.sub, rateWindows.kind],
        set: {
          openedAt: sql`case when ${isOver} then now() else ${rateWindows.openedAt} end`,
          taken: sql`case when ${isOver} then 1 else ${rateWindows.taken} + 1 end`,
        },
      })
      .returning({
        taken: rateWindows.taken,
        waitMs: sql<number>`ceil(extract(epoch from ${rateWindows.openedAt} + ${MINUTE} - now()) * 1000)`.mapWith(
          Number,
        ),
      }),
  )
  const limit = config[kind].perMinute
  if (window === undefined) throw new Error('rate window not counted')
  if (window.taken <= limit) return
  throw new ProblemError('rate_limited', `At most ${limit} ${kind} a minute.`, Math.max(1, window.waitMs))
}
