import type { Client } from 'pg'
import type { Store } from '../store/database.ts'

export interface Exclusive {
  /**
   * Runs the work while no other process and no other caller here works on this deletion; false at once if one does.
   * The signal aborts when the lock is lost with its session: somebody else may be at it by then.
   */
  hold(deletionId: string, work: (lost: AbortSignal) => Promise<void>): Promise<boolean>
}

/**
 * Advisory locks of one session: PostgreSQL gives them back the moment a process dies, so what it was doing is taken over
 * at once, and never while it lives.
 */
export function createExclusive(store: Store): Exclusive {
  const held = new Set<string>()
  let opening: Promise<{ client: Client; lost: AbortSignal }> | undefined
  let asking: Promise<unknown> = Promise.resolve()

  function session() {
    opening ??= open().catch((error) => {
      opening = undefined
      throw error
    })
    return opening
  }

  async function open() {
    const client = await store.session()
    const lost = new AbortController()
    client.once('end', () => {
      opening = undefined
      lost.abort()
    })
    return { client, lost: lost.signal }
  }

  /** One question after the other: a session answers no two at once. */
  function ask(client: Client, question: string, deletionId: string): Promise<boolean> {
    const key = `reeldesk.deletion.${deletionId}`
    const answer = asking.then(() => client.query(`select ${question}(hashtextextended($1, 0)) as yes`, [key]))
    asking = answer.catch(() => undefined)
    return answer.then(({ rows }) => rows[0]?.yes === true)
  }

  return {
    async hold(deletionId, work) {
      if (held.has(deletionId)) return false
      held.add(deletionId)
      try {
        const { client, lost } = await session()
        if (!(await store.run(() => ask(client, 'pg_try_advisory_lock', deletionId)))) return false
        try {
          await work(lost)
        } finally {
          // A session that cannot say so is gone, and its locks with it.
          if (!lost.aborted) await ask(client, 'pg_advisory_unlock', deletionId).catch(() => client.end())
        }
        return true
      } finally {
        held.delete(deletionId)
      }
    },
  }
}
