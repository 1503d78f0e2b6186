import { LINK_SECONDS } from '@reeldesk/contract'
import { remembered } from '../lib/remembered.ts'

/** The lifetimes offered beside the copy button, in seconds. */
const OFFERED_SECONDS = [900, 3_600, 14_400, 43_200] as const

/** What this person's role may hand out, shortest first. A limit between two steps is itself offered. */
export function offeredLifetimes(maxSeconds: number): number[] {
  const within = OFFERED_SECONDS.filter((seconds) => seconds <= maxSeconds)
  return within.length === OFFERED_SECONDS.length || within.at(-1) === maxSeconds ? within : [...within, maxSeconds]
}

export type CustomLifetime = { kind: 'seconds'; seconds: number } | { kind: 'not-a-number' } | { kind: 'out-of-range' }

const SECONDS_PER = { seconds: 1, minutes: 60, hours: 3_600 } as const
export type LifetimeUnit = keyof typeof SECONDS_PER
export const LIFETIME_UNITS = Object.keys(SECONDS_PER) as LifetimeUnit[]

/** Accepts a decimal comma; rounds to whole seconds, as the API takes them. */
export function customLifetime(amount: string, unit: LifetimeUnit, maxSeconds: number): CustomLifetime {
  const trimmed = amount.trim().replace(',', '.')
  if (!/^\d+(\.\d+)?$/.test(trimmed)) return { kind: 'not-a-number' }
  const seconds = Math.round(Number(trimmed) * SECONDS_PER[unit])
  return seconds >= LINK_SECONDS.min && seconds <= maxSeconds ? { kind: 'seconds', seconds } : { kind: 'out-of-range' }
}

const readSeconds = (stored: unknown) =>
  typeof stored === 'number' && Number.isInteger(stored) && stored >= LINK_SECONDS.min ? stored : undefined

/** The person's own default, kept on this device; one hour until they chose. */
export const chosenLifetime = remembered<number>('link-lifetime', LINK_SECONDS.default, readSeconds)

/** The default as far as the role allows. */
export const defaultLifetime = (maxSeconds: number): number => Math.min(chosenLifetime.get(), maxSeconds)
