import type { Logger } from 'pino'

const METHODS = ['debug', 'info', 'log', 'warn', 'error'] as const

/** Libraries print now and then, such as of a client that left. What they print is a line of the log, redacted like any other. */
export function logWhatIsPrinted(log: Logger): void {
  for (const method of METHODS) {
    console[method] = (...printed: unknown[]) => {
      const err = printed.find((value) => value instanceof Error)
      const text = printed.filter((value) => typeof value === 'string').join(' ')
      log.warn({ err, text: text || undefined }, 'printed by a library')
    }
  }
}
