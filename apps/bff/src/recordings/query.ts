import {
  LINK_PURPOSES,
  LINK_SECONDS,
  type LinkPurpose,
  PAGE_LIMIT,
  RecordingId,
  SORT_ORDERS,
  type SortBy,
} from '@reeldesk/contract'
import { ProblemError } from '../problem.ts'
import type { ListQuery } from '../upstream/client.ts'

const MAX_CURSOR_LENGTH = 1024
const MAX_ROOM_NAME_LENGTH = 512

/** Reads the query string strictly: each parameter known, given once, not empty, well formed; else 400 with its name. */
function readQuery<Name extends string>(url: string, names: readonly Name[]): Partial<Record<Name, string>> {
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

export function readListQuery(url: string): ListQuery {
  const { roomName, cursor, limit, sortBy } = readQuery(url, ['roomName', 'cursor', 'limit', 'sortBy'])
  return {
    limit: limit === undefined ? PAGE_LIMIT.default : integerOf('limit', limit, PAGE_LIMIT),
    ...(roomName === undefined ? {} : { roomName: textOf('roomName', roomName, MAX_ROOM_NAME_LENGTH) }),
    ...(cursor === undefined ? {} : { cursor: textOf('cursor', cursor, MAX_CURSOR_LENGTH) }),
    ...(sortBy === undefined ? {} : { sortBy: sortOrderOf(sortBy) }),
  }
}

export function readLinkQuery(url: string): { validForSeconds: number | undefined; purpose: LinkPurpose } {
  const query = readQuery(url, ['validForSeconds', 'purpose'])
  const purpose = query.purpose ?? 'share'
  const known = LINK_PURPOSES.find((name) => name === purpose)
  if (known === undefined) throw new ProblemError('invalid_request', `purpose is one of ${LINK_PURPOSES.join(', ')}.`)
  const { validForSeconds } = query
  return {
    purpose: known,
    validForSeconds:
      validForSeconds === undefined ? undefined : integerOf('validForSeconds', validForSeconds, LINK_SECONDS),
  }
}

export function readNoQuery(url: string): void {
  readQuery(url, [])
}

export function readRecordingId(text: string): string {
  if (!RecordingId.safeParse(text).success) throw new ProblemError('invalid_request', 'A recording id is a UUID.')
  return text
}

function integerOf(name: string, text: string, { min, max }: { min: number; max: number }): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  if (number >= min && number <= max) return number
  throw new ProblemError('invalid_request', `${name} is a whole number from ${min} to ${max}.`)
}

function sortOrderOf(text: string): SortBy {
  const order = SORT_ORDERS.find((known) => known === text)
  if (order !== undefined) return order
  throw new ProblemError('invalid_request', `sortBy is one of ${SORT_ORDERS.join(', ')}.`)
}

/** Control characters and what is not UTF-8 (read as U+FFFD) belong in no name. */
function textOf(name: string, text: string, maxLength: number): string {
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
