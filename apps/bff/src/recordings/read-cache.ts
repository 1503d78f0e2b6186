import type { Clock } from '../services.ts'

export interface ReadCache<T> {
  read(key: string, ask: () => Promise<T>): Promise<T>
  /** Something here changed: what was kept, and what is being read, is not served to anyone who asks from now on. */
  drop(): void
}

/**
 * Identical reads in flight are one upstream call, and its answer is kept for `keepMs`, of the latest `mostKept`. The call
 * belongs to all who wait for it: one of them going away cancels nothing. Failures are shared by those who waited and
 * kept for nobody.
 */
export function createReadCache<T>({
  clock,
  keepMs,
  mostKept,
}: {
  clock: Clock
  keepMs: number
  mostKept: number
}): ReadCache<T> {
  const inFlight = new Map<string, Promise<T>>()
  const kept = new Map<string, { answer: Promise<T>; staleAt: number }>()

  function keep(key: string, answer: Promise<T>) {
    kept.set(key, { answer, staleAt: clock() + keepMs })
    if (kept.size <= mostKept) return
    const [oldest] = kept.keys()
    if (oldest !== undefined) kept.delete(oldest)
  }

  return {
    read(key, ask) {
      const asked = inFlight.get(key)
      if (asked !== undefined) return asked
      const entry = kept.get(key)
      if (entry !== undefined && entry.staleAt > clock()) return entry.answer
      kept.delete(key)
      const answer = ask()
      inFlight.set(key, answer)
      /** False when it was dropped meanwhile. */
      const leave = () => inFlight.get(key) === answer && inFlight.delete(key)
      answer.then(() => leave() && keep(key, answer), leave)
      return answer
    },
    drop() {
      inFlight.clear()
      kept.clear()
    },
  }
}
