import type { Clock } from '../services.ts'

export interface ReadCache<T> {
  read(key: string, ask: () => Promise<T>): Promise<T>
  /** Something here changed: what was kept, and what is being read, is not served to anyone who asks from now on. */
  drop(): void
}

interface Entry<T> {
  answer: Promise<T>
  /** Infinity while the read is in flight. */
  staleAt: number
}

/**
 * Identical reads in flight are one upstream call, and its answer is kept for `keepMs`. The call belongs to all who wait
 * for it: one of them going away cancels nothing. Failures are shared by those who waited and kept for nobody.
 */
export function createReadCache<T>({
  clock,
  keepMs,
  maxEntries,
}: {
  clock: Clock
  keepMs: number
  maxEntries: number
}): ReadCache<T> {
  const entries = new Map<string, Entry<T>>()

  /** What is in flight has somebody waiting for it, and makes room for nothing. */
  function makeRoom() {
    for (const [key, { staleAt }] of entries) {
      if (entries.size < maxEntries) return
      if (staleAt !== Number.POSITIVE_INFINITY) entries.delete(key)
    }
  }

  function forget(key: string, entry: Entry<T>) {
    if (entries.get(key) === entry) entries.delete(key)
  }

  return {
    read(key, ask) {
      const kept = entries.get(key)
      if (kept !== undefined && kept.staleAt > clock()) return kept.answer
      entries.delete(key)
      const entry: Entry<T> = { answer: ask(), staleAt: Number.POSITIVE_INFINITY }
      makeRoom()
      entries.set(key, entry)
      entry.answer.then(
        () => {
          entry.staleAt = clock() + keepMs
          if (keepMs === 0) forget(key, entry)
        },
        () => forget(key, entry),
      )
      return entry.answer
    },
    drop: () => entries.clear(),
  }
}
