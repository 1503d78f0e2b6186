import type { Permission } from '@reeldesk/contract'

/**
 * Every route × method of the BFF and what it takes to call it. A route that is not here answers 403 and fails a test.
 * `public`: no identity. `identified`: any proven identity with a role.
 */
export const ROLE_TABLE: Record<string, Permission | 'public' | 'identified'> = {
  'GET /healthz': 'public',
  'GET /readyz': 'public',
  'GET /metrics': 'identified',
  'GET /auth/login': 'public',
  'GET /auth/callback': 'public',
  'POST /auth/logout': 'public',
  'POST /auth/backchannel-logout': 'public',
  'GET /api/session': 'identified',
  'GET /api/recordings': 'recordings.read',
  'GET /api/recordings/:recordingId': 'recordings.read',
  'GET /api/recordings/:recordingId/access-link': 'recordings.share',
  'POST /api/recordings/export': 'recordings.share',
  'DELETE /api/recordings/:recordingId': 'recordings.delete',
  'POST /api/recordings/bulk-delete': 'recordings.delete',
  'GET /api/deletions': 'recordings.read',
  'GET /api/deletions/:deletionId': 'recordings.read',
  'POST /api/deletions/:deletionId/undo': 'recordings.delete',
  'POST /api/deletions/:deletionId/retry': 'recordings.delete',
  'GET /api/audit': 'audit.read',
  'GET /api/audit.csv': 'audit.read',
}
