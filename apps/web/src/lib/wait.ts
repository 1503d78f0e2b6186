import { useEffect, useEffectEvent } from 'react'
import { useNow } from './clock.ts'

/** Seconds until `until`, and then `onOver`, once. Late wake-ups (a laptop that slept) count as over. */
export function useWait(until: number | undefined, onOver: () => void): number | undefined {
  const now = useNow(until === undefined ? 'off' : 'second')
  const over = useEffectEvent(onOver)
  useEffect(() => {
    if (until === undefined) return
    const timer = setTimeout(() => over(), Math.max(0, until - Date.now()))
    return () => clearTimeout(timer)
  }, [until])
  return until === undefined ? undefined : Math.max(0, Math.ceil((until - now) / 1_000))
}
