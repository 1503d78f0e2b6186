import type { ApiError } from '../api/error.ts'
import { m } from '../i18n/messages.ts'
import { useNow } from '../lib/clock.ts'
import { formats } from '../lib/format.ts'
import { explain } from '../session/explain.ts'

/** Why there is no link, in a sentence. */
export function linkFailure(error: ApiError, now = Date.now()): string {
  if (error.code === 'not_hosted') return m.link_not_hosted()
  if (error.code === 'recording_gone') return m.recording_gone()
  if (error.isRateLimit && error.retryAt !== undefined) {
    const seconds = Math.ceil((error.retryAt - now) / 1_000)
    return seconds > 0 ? m.link_rate_limited({ at: formats.time(error.retryAt), seconds }) : m.link_rate_limit_over()
  }
  const why = explain(error)
  return error.requestId ? m.link_failed_with_id({ why, requestId: error.requestId }) : m.link_failed({ why })
}

/** The same, counting a rate limit down. */
export function LinkFailure({ error }: { error: ApiError }) {
  const now = useNow(error.isRateLimit ? 'second' : 'off')
  return linkFailure(error, error.isRateLimit ? now : Date.now())
}
