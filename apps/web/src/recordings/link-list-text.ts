import { csvLine } from './csv.ts'
import type { MadeLink } from './link-list.ts'

/** For a mail or a ticket: name, link and end, a blank line between. */
export function linkListText(made: readonly MadeLink[], until: (expiresAt: number) => string): string {
  return made.map(({ filename, url, expiresAt }) => `${filename}\n${url}\n${until(expiresAt)}\n`).join('\n')
}

/** For a spreadsheet: quoted, and no name becomes a formula. Times are UTC, as machines read them. */
export function linkListCsv(made: readonly MadeLink[], header: [string, string, string]): string {
  const lines = made.map(({ filename, url, expiresAt }) => csvLine([filename, url, new Date(expiresAt).toISOString()]))
  return csvLine(header) + lines.join('')
}
