import { setTimeout as pause } from 'node:timers/promises'
import pino, { type DestinationStream, type Logger } from 'pino'
import type { Config } from '../config.ts'
import { createRedact } from './redact.ts'

/** A log that nobody reads may not keep the process from ending. */
const FLUSH_MS = 1_000

export interface Log {
  log: Logger
  /** Writes what is still in memory, as far as it can be written: last thing before the process ends. */
  flush(): Promise<void>
}

/** One JSON object per line on stdout, written in batches so that a slow reader of the log holds up nobody. */
export function createLog(config: Config, destination?: DestinationStream): Log {
  const stdout = destination === undefined ? openStdout() : undefined
  const redact = createRedact(secretsOf(config))
  const log = pino(
    {
      level: config.logLevel,
      base: null,
      timestamp: isoTime(),
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: errorFacts },
      hooks: { streamWrite: redact },
    },
    destination ?? stdout,
  )
  return { log, flush: async () => stdout && flushed(stdout) }
}

type Stdout = ReturnType<typeof pino.destination>

function openStdout(): Stdout {
  const stdout = pino.destination({ dest: 1, sync: false, minLength: 16_000, periodicFlush: 100 })
  // Without a listener a full disk behind the log would end the process.
  return stdout.on('error', () => undefined)
}

/** Then lets go: at exit the library repeats a write that fails (reader gone, disk full) for ever. */
async function flushed(stdout: Stdout): Promise<void> {
  const limit = new AbortController()
  const written = new Promise<void>((resolve) => stdout.flush(() => resolve()))
  await Promise.race([written, pause(FLUSH_MS, undefined, { signal: limit.signal }).catch(() => undefined)])
  limit.abort()
  stdout.destroy()
}

/** ISO 8601, written once per millisecond: under load many lines share one. */
function isoTime(): () => string {
  let lastMs = 0
  let member = ''
  return () => {
    const now = Date.now()
    if (now !== lastMs) {
      lastMs = now
      member = `,"time":"${new Date(now).toISOString()}"`
    }
    return member
  }
}

/** What an operator needs to find it. A message may quote a value: the line is redacted like any other. */
function errorFacts(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error }
  const { name, message, stack } = error
  const code = 'code' in error ? error.code : undefined
  return { name, code, message, stack: stack?.split('\n    at ').slice(1, 12) }
}

function secretsOf({ upstream, databaseUrl, auth, auditKey, metricsToken }: Config): (string | null)[] {
  const ofAuth =
    auth.mode === 'oidc'
      ? [auth.clientSecret, auth.sessionSecret]
      : auth.mode === 'proxy-header'
        ? [auth.sharedSecret]
        : []
  return [upstream.key, databaseUrl, auditKey, metricsToken, ...ofAuth]
}
