import type { AccessLink, Recording } from '@reeldesk/contract'
import { isRecordingId } from './address.ts'
import { UpstreamError } from './errors.ts'

/*
 * What the vendor sends → what this console knows. The only place with the vendor's field names.
 * Lenient inside a recording where the API document is silent, strict about what is not an answer to the question.
 */

type Fields = Record<string, unknown>

/** An instant as ISO 8601 writes it, with no month above 12, no day above 31 and no hour above 23. */
export const INSTANT =
  '\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)'
const ONLY_INSTANT = new RegExp(`^${INSTANT}$`)

/** A recording that comes twice counts once. */
export function readPage(json: unknown): { results: Recording[]; cursor: string | null } {
  const { results, cursor } = fieldsOf(json, 'a list')
  if (!Array.isArray(results)) throw unexpected('a list')
  if (cursor !== undefined && cursor !== null && typeof cursor !== 'string') throw unexpected('a cursor')
  const recordings = new Map<string, Recording>()
  for (const result of results) {
    const recording = readRecording(result)
    if (!recordings.has(recording.recordingId)) recordings.set(recording.recordingId, recording)
  }
  return { results: [...recordings.values()], cursor: cursor || null }
}

export function readRecording(json: unknown): Recording {
  const { recordingId, roomSessionId, roomName, filename, startDate, endDate, sizeInMegaBytes } = fieldsOf(
    json,
    'a recording',
  )
  if (typeof recordingId !== 'string' || !isRecordingId(recordingId)) throw unexpected('a recording id')
  if (typeof roomSessionId !== 'string' || typeof filename !== 'string') throw unexpected('a recording')
  if (typeof startDate !== 'string' || !isDate(startDate)) throw unexpected('a start')
  if (!isSize(sizeInMegaBytes)) throw unexpected('a size')
  return {
    recordingId,
    roomSessionId,
    roomName: textOrNull(roomName, 'a room'),
    filename,
    startDate,
    endDate: readEnd(endDate),
    sizeInMegaBytes,
  }
}

/** By its form where it has that one: parsing a hundred dates is much of what a page costs. */
function isDate(text: string): boolean {
  return ONLY_INSTANT.test(text) || !Number.isNaN(Date.parse(text))
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value)
}

/** `expires` is in epoch milliseconds. */
export function readAccessLink(json: unknown): AccessLink {
  const { accessLink, expires } = fieldsOf(json, 'an access link')
  if (typeof accessLink !== 'string') throw unexpected('an access link')
  if (typeof expires !== 'number' || !Number.isSafeInteger(expires)) throw unexpected('an expiry')
  return { accessLink, expires }
}

/** The body of a 429, as published: `{"error": string, "data": {"msLeft": integer}}`. Its text is not read. */
export function readMsLeft(json: unknown): number | undefined {
  const data = isFields(json) ? json.data : undefined
  const msLeft = isFields(data) ? data.msLeft : undefined
  return typeof msLeft === 'number' ? msLeft : undefined
}

/** Null while the recording runs, or when upstream does not say; an end before the start is passed on as it is. */
function readEnd(endDate: unknown): string | null {
  const end = textOrNull(endDate, 'an end')
  return end === null || !isDate(end) ? null : end
}

function textOrNull(value: unknown, what: string): string | null {
  if (value === undefined || value === null || value === '') return null
  if (typeof value !== 'string') throw unexpected(what)
  return value
}

function isFields(json: unknown): json is Fields {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}

function fieldsOf(json: unknown, what: string): Fields {
  if (!isFields(json)) throw unexpected(what)
  return json
}

function unexpected(what: string): UpstreamError {
  return new UpstreamError({ kind: 'invalid', what: `not ${what}` })
}
