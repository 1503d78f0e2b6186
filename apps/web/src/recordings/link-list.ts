/** One recording a link is wanted for. */
export interface Wanted {
  recordingId: string
  filename: string
}

export interface MadeLink extends Wanted {
  url: string
  /** Epoch milliseconds. */
  expiresAt: number
}

export interface MissedLink<Failure> extends Wanted {
  failure: Failure
}

/** What is made so far; kept in memory until its sheet closes, nowhere else. */
export interface LinkList<Failure> {
  total: number
  made: MadeLink[]
  missed: MissedLink<Failure>[]
  phase:
    | { kind: 'running' }
    /** Rate limited until `until` (epoch ms); goes on by itself. */
    | { kind: 'waiting'; until: number }
    /** Something that the next recording would meet too; goes on when asked to. */
    | { kind: 'interrupted'; failure: Failure }
    | { kind: 'stopped' }
    | { kind: 'finished' }
}

/** How a failure bears on the rest of the list. */
export type Bearing = { kind: 'this-one' } | { kind: 'wait'; ms: number } | { kind: 'all' }

interface Makes<Failure> {
  ask: (recordingId: string, signal: AbortSignal) => Promise<{ url: string; expiresAt: number }>
  failureOf: (error: unknown) => Failure
  bearingOf: (failure: Failure) => Bearing
  now: () => number
  /** Resolves after `ms`, or at once when the signal aborts. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>
  onChange: (list: LinkList<Failure>) => void
}

/**
 * Makes links one after the other: a burst would eat the points of the customer's own product.
 * Goes on from `from`; never asks again for what it already has or has missed.
 */
export async function makeLinks<Failure>(
  wanted: Wanted[],
  from: LinkList<Failure> | undefined,
  signal: AbortSignal,
  makes: Makes<Failure>,
): Promise<void> {
  let list: LinkList<Failure> = from ?? { total: wanted.length, made: [], missed: [], phase: { kind: 'running' } }
  const say = (change: Partial<LinkList<Failure>>) => {
    list = { ...list, ...change }
    makes.onChange(list)
  }
  const settled = new Set([...list.made, ...list.missed].map(({ recordingId }) => recordingId))
  const left = wanted.filter(({ recordingId }) => !settled.has(recordingId))

  for (let next = left.shift(); next; ) {
    if (signal.aborted) return say({ phase: { kind: 'stopped' } })
    say({ phase: { kind: 'running' } })
    const answer = await makes.ask(next.recordingId, signal).then(
      (link) => ({ kind: 'made', link }) as const,
      (error: unknown) => ({ kind: 'failed', error }) as const,
    )
    if (answer.kind === 'made') {
      say({ made: [...list.made, { ...next, ...answer.link }] })
      next = left.shift()
      continue
    }
    if (signal.aborted) return say({ phase: { kind: 'stopped' } })
    const failure = makes.failureOf(answer.error)
    const bearing = makes.bearingOf(failure)
    if (bearing.kind === 'all') return say({ phase: { kind: 'interrupted', failure } })
    if (bearing.kind === 'wait') {
      say({ phase: { kind: 'waiting', until: makes.now() + bearing.ms } })
      await makes.wait(bearing.ms, signal)
      continue
    }
    say({ missed: [...list.missed, { ...next, failure }] })
    next = left.shift()
  }
  say({ phase: { kind: 'finished' } })
}
