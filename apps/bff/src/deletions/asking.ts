import type { Recording } from '@reeldesk/contract'
import type { Upstream } from '../upstream/client.ts'
import { UpstreamError, type UpstreamFailure } from '../upstream/errors.ts'

/** What upstream said of one recording: its facts, that there is none, or nothing that can be built on. */
export type Answer = Recording | 'gone' | UpstreamFailure

/** The budget of upstream decides how many of these go out at once. */
export async function askForEach(
  upstream: Upstream,
  recordingIds: string[],
  signal: AbortSignal,
): Promise<Map<string, Answer>> {
  async function ask(recordingId: string): Promise<[string, Answer]> {
    try {
      return [recordingId, await upstream.getRecording(recordingId, { priority: 'background', signal })]
    } catch (error) {
      const failure = failureOf(error)
      return [recordingId, failure.kind === 'gone' ? 'gone' : failure]
    }
  }
  return new Map(await Promise.all(recordingIds.map(ask)))
}

export function failureOf(error: unknown): UpstreamFailure {
  if (error instanceof UpstreamError) return error.failure
  throw error
}

export function isFailure(answer: Answer): answer is UpstreamFailure {
  return answer !== 'gone' && 'kind' in answer
}

/** Upstream may well answer a little later. */
export function isPassing({ kind }: UpstreamFailure): boolean {
  return kind === 'rate_limited' || kind === 'unavailable' || kind === 'timeout'
}

export function* groupsOf<T>(size: number, items: T[]): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}
