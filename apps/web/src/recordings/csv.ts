/**
 * RFC 4180 with everything quoted. A cell that a spreadsheet might take for a formula gets an apostrophe in front
 * (OWASP, CSV injection), also where the sign is a full-width twin. The BOM tells Excel that it is UTF-8.
 */
export const BYTE_ORDER_MARK = '\uFEFF'

const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/

export function csvCell(value: string | number | null): string {
  // A number of ours is a number; everything else was written by someone.
  const text = value === null ? '' : typeof value === 'number' ? String(value) : value
  const safe = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}
