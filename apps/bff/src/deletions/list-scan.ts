import { PAGE_LIMIT, type Recording } from '@reeldesk/contract'
import type { ListQuery, Upstream } from '../upstream/client.ts'
import { UpstreamError } from '../upstream/errors.ts'
import { recordingsOf } from '../upstream/page.ts'

/**
 * Looks for recordings in the list, a hundred for the price of one read, and never reads more pages than asking for
 * each would have cost. Resolves to what it did not see; that says nothing about whether it is there, unless `isWhole`.
 */
export async function scanList(
  upstream: Upstream,
  { recordingIds, roomName, signal }: { recordingIds: string[]; roomName?: string | undefined; signal: AbortSignal },
  onSeen: (seen: Map<string, Recording>) => Promise<void>,
): Promise<{ unseen: string[]; isWhole: boolean }> {
  const unseen = new Map(recordingIds.map((recordingId) => [recordingId.toLowerCase(), recordingId]))
  let query: ListQuery = { limit: PAGE_LIMIT.max, ...(roomName !== undefined && { roomName }) }
  let isWhole = false
  for (let pages = 0; pages < recordingIds.length && unseen.size > 0 && !isWhole; pages += 1) {
    const page = await readPage(upstream, query, signal)
    if (page === null) break
    const seen = new Map<string, Recording>()
    for (const recording of recordingsOf(page.json)) {
      const recordingId = unseen.get(recording.recordingId.toLowerCase())
      if (recordingId === undefined) continue
      seen.set(recordingId, recording)
      unseen.delete(recordingId.toLowerCase())
    }
    if (seen.size > 0) await onSeen(seen)
    if (page.cursor === null) isWhole = true
    else query = { ...query, cursor: page.cursor }
  }
  return { unseen: [...unseen.values()], isWhole }
}

/** Null when the list moved on under the cursor: what was not seen by then has to be asked for. */
async function readPage(upstream: Upstream, query: ListQuery, signal: AbortSignal) {
  try {
    return await upstream.listRecordings(query, { priority: 'background', signal })
  } catch (error) {
    if (error instanceof UpstreamError && error.failure.kind === 'cursor_expired') return null
    throw error
  }
}
