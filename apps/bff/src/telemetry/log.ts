import pino, { type DestinationStream, type Logger } from 'pino'
import type { Config } from '../config.ts'
import { createRedact } from './redact.ts'

export interface Log {
  log: Logger
  /** Writes what is still in memory: last thing before the process ends. */
  flush(): void
}

/** One JSON object per line on stdout, written in batches so that a slow reader of the log holds up nobody. */
export function createLog(config: Config, destination?: DestinationStream): Log {
  const sink = destination ?? pino.destination({ dest: 1, sync: false, minLength: 16_000, periodicFlush: 100 })
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
    sink,
  )
  return { log, flush: () => 'flushSync' in sink && typeof sink.flushSync === 'function' && sink.flushSync() }
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
