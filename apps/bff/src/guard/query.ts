import { ProblemError } from '../problem.ts'

/** Reads the query string strictly: each parameter known, given once, not empty, well formed; else 400 with its name. */
export function readQuery<Name extends string>(url: string, names: readonly Name[]): Partial<Record<Name, string>> {
  const start = url.indexOf('?')
  const query: Partial<Record<Name, string>> = {}
  if (start === -1) return query
  const text = url.slice(start + 1)
  if (/%(?![0-9a-f]{2})/i.test(text)) throw new ProblemError('invalid_request', 'The query holds half an escape.')
  for (const [given, value] of new URLSearchParams(text)) {
    const name = names.find((known) => known === given)
    if (name === undefined) throw new ProblemError('invalid_request', `There is no parameter ${quoted(given)} here.`)
    if (query[name] !== undefined) throw new ProblemError('invalid_request', `${name} is given more than once.`)
    if (value === '') throw new ProblemError('invalid_request', `${name} is empty.`)
    query[name] = value
  }
  return query
}

export function readNoQuery(url: string): void {
  readQuery(url, [])
}

export function integerOf(name: string, text: string, { min, max }: { min: number; max: number }): number {
  const number = /^(?:0|[1-9]\d{0,5})$/.test(text) ? Number(text) : Number.NaN
  if (number >= min && number <= max) return number
  throw new ProblemError('invalid_request', `${name} is a whole number from ${min} to ${max}.`)
}

/** Control characters and what is not UTF-8 (read as U+FFFD) belong in no name. */
export function textOf(name: string, text: string, maxLength: number): string {
  if (text.length > maxLength)
    throw new ProblemError('invalid_request', `${name} is longer than ${maxLength} characters.`)
  if (/[\p{Cc}\uFFFD]/u.test(text))
    throw new ProblemError('invalid_request', `${name} holds characters it cannot have.`)
  return text
}

/** What a caller wrote, fit to be read back to them. */
function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 40))
}
