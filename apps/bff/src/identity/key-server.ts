import type { Logger } from 'pino'
import type { Clock } from '../services.ts'

/** Keys are needed and cannot be had: nobody can be told from anybody. Answers 503. */
export class KeysUnavailable extends Error {
  constructor() {
    super('the key server cannot be asked')
    this.name = 'KeysUnavailable'
  }
}

export interface KeyServer<Keys> {
  /** The keys that are known; asks for them first where there are none. */
  current(): Promise<Keys>
  /** Asks again, at most once per cooldown however often it is called. True: there may be something new now. */
  refresh(): Promise<boolean>
}

const COOLDOWN_MS = 10_000
/** Keys that were taken back are gone after the next look. */
const STALE_MS = 10 * 60_000
/** Known keys outlive an outage of their server, but not without end. */
const TOO_OLD_MS = 24 * 3_600_000
const TIMEOUT_MS = 5_000

/**
 * The keys behind one address. Rotation needs no restart, garbage cannot make us hammer the server, and while it is down
 * only those wait whose keys nobody has seen yet.
 */
export function createKeyServer<Keys>(
  url: string,
  read: (body: string) => Keys,
  { clock, log }: { clock: Clock; log: Logger },
): KeyServer<Keys> {
  let held: { keys: Keys; at: number } | undefined
  let refreshedAt = Number.NEGATIVE_INFINITY
  let failedAt = Number.NEGATIVE_INFINITY
  let inFlight: Promise<void> | undefined

  async function askServer(): Promise<void> {
    try {
      const { status, body } = await fetchKeys(url)
      if (status !== 200) throw new Error(`the key server answered ${status}`)
      held = { keys: read(body), at: clock() }
      failedAt = Number.NEGATIVE_INFINITY
    } catch (error) {
      failedAt = clock()
      log.warn({ err: error, url }, 'keys could not be fetched')
      throw new KeysUnavailable()
    }
  }

  function ask(): Promise<void> {
    inFlight ??= askServer().finally(() => {
      inFlight = undefined
    })
    return inFlight
  }

  const ageMs = () => (held === undefined ? Number.POSITIVE_INFINITY : clock() - held.at)
  const hasJustFailed = () => clock() - failedAt < COOLDOWN_MS

  return {
    async current() {
      if (ageMs() >= STALE_MS && !hasJustFailed()) {
        const asked = ask()
        if (ageMs() < TOO_OLD_MS) asked.catch(() => undefined)
        else await asked
      }
      if (held === undefined || ageMs() >= TOO_OLD_MS) throw new KeysUnavailable()
      return held.keys
    },
    async refresh() {
      if (hasJustFailed()) throw new KeysUnavailable()
      if (inFlight === undefined && clock() - refreshedAt < COOLDOWN_MS) return false
      refreshedAt = clock()
      await ask()
      return true
    },
  }
}

/** Redirects are refused: keys come from the address that was configured. */
export async function fetchKeys(url: string): Promise<{ status: number; body: string }> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
  return { status: response.status, body: await response.text() }
}
