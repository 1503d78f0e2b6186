import { type DeletionMark, RecordingsPage } from '@reeldesk/contract'
import type { ListPage } from './list-cache.ts'

/** Rows of which a deletion is under way say so; a page without such rows goes out as it was kept. */
export function pageBody(page: ListPage, marks: Map<string, DeletionMark>): Uint8Array {
  if (marks.size === 0) return page.body
  const { results, cursor } = RecordingsPage.parse(JSON.parse(new TextDecoder().decode(page.body)))
  const marked = results.map((recording) => {
    const deletion = marks.get(recording.recordingId)
    return deletion === undefined ? recording : { ...recording, deletion }
  })
  return Buffer.from(JSON.stringify({ results: marked, cursor }))
}
