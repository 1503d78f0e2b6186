import type { Actor, AuditAction } from '@reeldesk/contract'
import { m } from '../i18n/messages.ts'

const ACTION_NAMES: Record<AuditAction, () => string> = {
  'recording.link.created': m.action_link_created,
  'recording.played': m.action_played,
  'recording.delete.sent': m.action_delete_sent,
  'recording.deleted': m.action_deleted,
  'recording.remaining': m.action_remaining,
  'recording.delete.failed': m.action_delete_failed,
  'recordings.exported': m.action_exported,
  'deletion.requested': m.action_deletion_requested,
  'deletion.undone': m.action_deletion_undone,
  'deletion.retried': m.action_deletion_retried,
  'audit.exported': m.action_audit_exported,
  'session.started': m.action_session_started,
  'session.ended': m.action_session_ended,
  'access.denied': m.action_access_denied,
}

export const actionName = (action: AuditAction): string => ACTION_NAMES[action]()

/** The console acts by itself too: it sends what people asked for, and looks again. */
export function actorName({ iss, name, email, sub }: Actor): string {
  if (iss === 'reeldesk') return m.actor_console()
  return name ?? email ?? sub
}
