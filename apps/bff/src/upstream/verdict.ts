import { UpstreamError, type UpstreamFailure } from './errors.ts'
import { type Answer, jsonOf } from './exchange.ts'
import { waitOf } from './wait.ts'
import { readMsLeft } from './wire.ts'

/** How an operation reads the codes that the API document gives a meaning of their own. */
export type Meaning = (status: number) => UpstreamFailure | undefined

/** The error codes of the API document → failures; undocumented ones by class. Returns on 2xx only. */
export function assertAnswered(answer: Answer, now: number, meaning: Meaning): void {
  const { status } = answer
  if (status >= 200 && status < 300) return
  throw new UpstreamError(failureOf(answer, now, meaning))
}

function failureOf(answer: Answer, now: number, meaning: Meaning): UpstreamFailure {
  const { status, header } = answer
  if (status === 429) return { kind: 'rate_limited', retryAfterMs: waitOf(readMsLeft(jsonOf(answer)), header, now) }
  if (status >= 500) return { kind: 'unavailable', status }
  const meant = meaning(status)
  if (meant !== undefined) return meant
  if (status === 401 || status === 403) return { kind: 'refused_key' }
  return { kind: 'rejected', status }
}
