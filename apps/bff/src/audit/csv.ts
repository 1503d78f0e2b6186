import type { AuditEvent } from '@reeldesk/contract'

/** What a spreadsheet would take for a formula, also in its full-width form (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/

const COLUMNS: [string, (event: AuditEvent) => string | number | null | undefined][] = [
  ['sequence', (event) => event.sequence],
  ['at', (event) => event.at],
  ['action', (event) => event.action],
  ['outcome', (event) => event.outcome],
  ['name', (event) => event.actor.name],
  ['email', (event) => event.actor.email],
  ['iss', (event) => event.actor.iss],
  ['sub', (event) => event.actor.sub],
  ['role', (event) => event.role],
  ['mode', (event) => event.mode],
  ['address', (event) => event.address],
  ['requestId', (event) => event.requestId],
  ['recordingId', (event) => event.recordingId],
  ['deletionId', (event) => event.deletionId],
  ['intentSequence', (event) => event.intentSequence],
  ['detail', (event) => event.detail && JSON.stringify(event.detail)],
]

/** With the mark that makes spreadsheets read it as UTF-8. */
export const CSV_HEAD = `\uFEFF${COLUMNS.map(([name]) => cell(name)).join(',')}\r\n`

export function csvLine(event: AuditEvent): string {
  return `${COLUMNS.map(([, read]) => cell(String(read(event) ?? ''))).join(',')}\r\n`
}

function cell(text: string): string {
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}
