import type { ReactNode } from 'react'
import { useNow } from '../lib/clock.ts'
import { remainingTime } from './remaining-time.ts'
import { localTimeOf } from './server-clock.ts'

/** Ticks with the app's one clock. `children` gets the time left as words, or undefined once it is over. */
export function Countdown({ until, children }: { until: string; children: (left: string | undefined) => ReactNode }) {
  const now = useNow('second')
  const left = localTimeOf(until) - now
  return children(left > 0 ? remainingTime(left) : undefined)
}
