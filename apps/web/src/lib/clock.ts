import { useSyncExternalStore } from 'react'

/** One ticking clock per pace, shared by everything that shows passing time; it stops when nobody looks. */
function createClock(everyMs: number) {
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setInterval> | undefined
  let now = Date.now()
  return {
    get: () => now,
    subscribe(listener: () => void) {
      if (listeners.size === 0) {
        now = Date.now()
        timer = setInterval(() => {
          now = Date.now()
          for (const each of listeners) each()
        }, everyMs)
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) clearInterval(timer)
      }
    },
  }
}

const seconds = createClock(1_000)
const minutes = createClock(30_000)
const stopped = { get: () => 0, subscribe: () => () => {} }

/** Milliseconds since the epoch, ticking each second or each half minute; `off` does not tick and is 0. */
export function useNow(pace: 'second' | 'minute' | 'off'): number {
  const clock = pace === 'second' ? seconds : pace === 'minute' ? minutes : stopped
  return useSyncExternalStore(clock.subscribe, clock.get)
}
