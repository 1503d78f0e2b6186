import { AUDIT_ACTIONS, PAGE_LIMIT } from '@reeldesk/contract'
import { integerOf, readQuery, textOf } from '../guard/query.ts'
import { ProblemError } from '../problem.ts'
import { readRecordingId } from '../recordings/query.ts'
import type { AuditQuery } from '../services.ts'

const FILTERS = ['actor', 'action', 'recordingId', 'from', 'to'] as const
const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/

type Given = Partial<Record<(typeof FILTERS)[number], string>>

export function readAuditQuery(url: string): AuditQuery & { cursor?: string; limit: number } {
  const { cursor, limit, ...filters } = readQuery(url, [...FILTERS, 'cursor', 'limit'])
  if (cursor !== undefined && !/^[1-9]\d{0,14}$/.test(cursor))
    throw new ProblemError('invalid_request', 'cursor is not one that this list gave out.')
  return {
    ...filtersOf(filters),
    limit: limit === undefined ? PAGE_LIMIT.default : integerOf('limit', limit, PAGE_LIMIT),
    ...(cursor === undefined ? {} : { cursor }),
  }
}

export function readAuditFilters(url: string): AuditQuery {
  return filtersOf(readQuery(url, FILTERS))
}

function filtersOf({ actor, action, recordingId, from, to }: Given): AuditQuery {
  return {
    ...(actor === undefined ? {} : { actor: textOf('actor', actor, 200) }),
    ...(action === undefined ? {} : { action: actionOf(action) }),
    ...(recordingId === undefined ? {} : { recordingId: readRecordingId(recordingId) }),
    ...(from === undefined ? {} : { from: momentOf('from', from) }),
    ...(to === undefined ? {} : { to: momentOf('to', to) }),
  }
}

function actionOf(text: string) {
  const action = AUDIT_ACTIONS.find((known) => known === text)
  if (action !== undefined) return action
  throw new ProblemError('invalid_request', `action is one of ${AUDIT_ACTIONS.join(', ')}.`)
}

/** A day (its beginning, UTC) or a moment with its zone. */
function momentOf(name: string, text: string): string {
  if (MOMENT.test(text) && !Number.isNaN(Date.parse(text))) return text
  throw new ProblemError('invalid_request', `${name} is a day or a moment with its zone, such as 2026-03-02T15:00:00Z.`)
}
