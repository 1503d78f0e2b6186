import type { DeletionMark } from '@reeldesk/contract'
import { recordingsOf, type UpstreamPage } from '../upstream/page.ts'

/** Rows of which a deletion is under way say so; a page without such rows goes out as it was kept. */
export function pageBody(page: UpstreamPage, marks: Map<string, DeletionMark>): Uint8Array {
  if (marks.size === 0) return page.json
  const results = recordingsOf(page.json).map((recording) => {
    const deletion = marks.get(recording.recordingId)
    return deletion === undefined ? recording : { ...recording, deletion }
  })
  return Buffer.from(JSON.stringify({ results, cursor: page.cursor }))
}
