import type { Deletion, DeletionMark, ListedRecording } from '@reeldesk/contract'

/** A row as a deletion leaves it: `null` takes it out of the lists, the same row means nothing changed. */
export type RowChange = (row: ListedRecording) => ListedRecording | null

/** What one deletion, as answered with its items (everything but what is gone), says of any row. */
export function changeBy(deletion: Deletion): RowChange {
  const { deletionId, executeAt, items } = deletion
  if (!items) return (row) => row
  const left = new Map(items.map(({ recordingId, state }) => [recordingId, state]))
  return (row) => {
    const state = left.get(row.recordingId)
    // A later deletion may hold the row by now; then this one has nothing to say of it.
    const isHeldHere = row.deletion?.deletionId === deletionId
    if (state === undefined) return isHeldHere ? null : row
    if (row.deletion && !isHeldHere) return row
    if (state === 'undone') return withoutMark(row)
    return marked(row, { deletionId, state, executeAt })
  }
}

/** Marks the rows of a deletion that has just been accepted, before anything was asked about it again. */
export function changeByRequest(deletion: Deletion, recordingIds: readonly string[]): RowChange {
  const ids = new Set(recordingIds)
  const mark: DeletionMark = { deletionId: deletion.deletionId, state: 'waiting', executeAt: deletion.executeAt }
  return (row) => (ids.has(row.recordingId) ? marked(row, mark) : row)
}

function marked(row: ListedRecording, mark: DeletionMark): ListedRecording {
  const now = row.deletion
  const isSame = now?.deletionId === mark.deletionId && now.state === mark.state && now.executeAt === mark.executeAt
  return isSame ? row : { ...row, deletion: mark }
}

function withoutMark(row: ListedRecording): ListedRecording {
  if (!row.deletion) return row
  const { deletion: _, ...rest } = row
  return rest
}
