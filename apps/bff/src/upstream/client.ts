import type { AccessLink, Recording, SortBy } from '@reeldesk/contract'

/** People's presses go before background work, and background work leaves half of the points to the customer's own product. */
export type Priority = 'person' | 'background'

export interface CallOptions {
  priority: Priority
  signal?: AbortSignal
}

export interface ListQuery {
  roomName?: string
  cursor?: string
  limit?: number
  sortBy?: SortBy
}

/** The five recordings operations, and no other. Every method throws UpstreamError and nothing else. */
export interface Upstream {
  listRecordings(query: ListQuery, options: CallOptions): Promise<{ results: Recording[]; cursor: string | null }>
  getRecording(recordingId: string, options: CallOptions): Promise<Recording>
  createAccessLink(recordingId: string, validForSeconds: number, options: CallOptions): Promise<AccessLink>
  /** Resolves on 204, which means "accepted", not "gone". Never retried here: the job that owns the deletion does that. */
  deleteRecording(recordingId: string, options: CallOptions): Promise<void>
  /** At most 100 ids. Resolves on 204, which means "scheduled". */
  bulkDeleteRecordings(recordingIds: string[], options: CallOptions): Promise<void>
  close(): Promise<void>
}
