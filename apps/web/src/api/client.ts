import {
  AccessLink,
  AuditPage,
  type BulkDeleteRequest,
  Deletion,
  DeletionsPage,
  type LinkPurpose,
  ListedRecording,
  RecordingsPage,
  Session,
  SignedOut,
} from '@reeldesk/contract'
import { type ListQuery, recordingsPath, sessionPath, withQuery } from './paths.ts'
import { request, send } from './request.ts'

const recording = (recordingId: string) => `/api/recordings/${encodeURIComponent(recordingId)}`
const deletion = (deletionId: string) => `/api/deletions/${encodeURIComponent(deletionId)}`

export const getSession = (signal?: AbortSignal) => request(sessionPath, Session, { signal })

export const listRecordings = (query: ListQuery, cursor?: string, signal?: AbortSignal) =>
  request(recordingsPath(query, cursor), RecordingsPage, { signal })

export const getRecording = (recordingId: string, signal?: AbortSignal) =>
  request(recording(recordingId), ListedRecording, { signal })

/** A bearer secret: never into a query cache, a URL or storage. */
export const createAccessLink = (
  recordingId: string,
  options: { purpose: LinkPurpose; validForSeconds?: number },
  signal?: AbortSignal,
) => request(withQuery(`${recording(recordingId)}/access-link`, options), AccessLink, { sensitive: true, signal })

/** One key per intent: sending it again, after a lost answer, gives the same deletion. */
export const deleteRecordings = (body: BulkDeleteRequest, idempotencyKey: string, signal?: AbortSignal) =>
  request('/api/recordings/bulk-delete', Deletion, {
    method: 'POST',
    body,
    headers: { 'idempotency-key': idempotencyKey },
    signal,
  })

export const deleteRecording = (recordingId: string, idempotencyKey: string, signal?: AbortSignal) =>
  request(recording(recordingId), Deletion, {
    method: 'DELETE',
    headers: { 'idempotency-key': idempotencyKey },
    signal,
  })

/** Says that these rows leave as a file; answered once that is on the trail. */
export const exportRecordings = (recordingIds: string[], signal?: AbortSignal) =>
  send('/api/recordings/export', { method: 'POST', body: { recordingIds }, signal })

export const listDeletions = (cursor?: string, signal?: AbortSignal) =>
  request(withQuery('/api/deletions', { cursor }), DeletionsPage, { signal })

export const getDeletion = (deletionId: string, signal?: AbortSignal) =>
  request(deletion(deletionId), Deletion, { signal })

export const undoDeletion = (deletionId: string) =>
  request(`${deletion(deletionId)}/undo`, Deletion, { method: 'POST' })

export const retryDeletion = (deletionId: string) =>
  request(`${deletion(deletionId)}/retry`, Deletion, { method: 'POST' })

export interface AuditFilters {
  actor?: string | undefined
  action?: string | undefined
  recordingId?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

export const listAuditEvents = (filters: AuditFilters, cursor?: string, signal?: AbortSignal) =>
  request(withQuery('/api/audit', { ...filters, cursor }), AuditPage, { signal })

/** A download, so a plain link: the browser sends no header of ours with it. */
export const auditCsvPath = (filters: AuditFilters) => withQuery('/api/audit.csv', { ...filters })

export const signOut = () => request('/auth/logout', SignedOut, { method: 'POST' })
