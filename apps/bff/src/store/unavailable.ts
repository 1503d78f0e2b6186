/** The database could not be reached or did not answer in time. Whatever was asked was not done. */
export class StoreUnavailable extends Error {
  constructor() {
    super('store unavailable')
    this.name = 'StoreUnavailable'
  }
}

/** Connection lost, server stopping or starting, out of disk or connections, read-only, cancelled for taking too long. */
const AWAY = /^(08...|57P0[1-5]|57014|53...|25006|58030|55000|3D000|28P01|28000)$/
const UNREACHED = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'])
/** pg throws these without a code. */
const LOST =
  /connection terminated|timeout exceeded|connection error|not queryable|query read timeout|pool after calling end/i

/** Whether an error of pg, or one that drizzle wrapped, means that there is no database to talk to. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof StoreUnavailable) return true
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (AWAY.test(code) || UNREACHED.has(code)) return true
  if (error instanceof AggregateError) return error.errors.some(isUnavailable)
  return error.cause === undefined ? LOST.test(error.message) : isUnavailable(error.cause)
}
