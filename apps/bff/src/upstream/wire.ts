import type { AccessLink, Recording } from '@reeldesk/contract'
import { isRecordingId } from './address.ts'
import { UpstreamError } from './errors.ts'

/*
 * What the vendor sends → what this console knows. The only place with the vendor's field names.
 * Lenient inside a recording where the API document is silent, strict about what is not an answer to the question.
 */

type Fields = Record<string, unknown>

/** `isVerbatim`: nothing was dropped, added or read otherwise than it was written. */
export function readPage(json: unknown): {
  page: { results: Recording[]; cursor: string | null }
  isVerbatim: boolean
} {
  const fields = fieldsOf(json, 'a list')
  const { results, cursor } = fields
  if (!Array.isArray(results)) throw unexpected('a list')
  if (cursor !== undefined && cursor !== null && typeof cursor !== 'string') throw unexpected('a cursor')
  const seen = new Set<string>()
  const recordings: Recording[] = []
  let isVerbatim = countOf(fields) === 2 && (cursor === null || cursor !== '')
  for (const result of results) {
    const recording = readRecording(result)
    isVerbatim &&= recording === result
    if (seen.has(recording.recordingId)) {
      isVerbatim = false
      continue
    }
    seen.add(recording.recordingId)
    recordings.push(recording)
  }
  return { page: { results: recordings, cursor: cursor || null }, isVerbatim }
}

export function readRecording(json: unknown): Recording {
  const fields = fieldsOf(json, 'a recording')
  if (isExact(fields)) return fields
  const { recordingId, roomSessionId, roomName, filename, startDate, endDate, sizeInMegaBytes } = fields
  if (typeof recordingId !== 'string' || !isRecordingId(recordingId)) throw unexpected('a recording id')
  if (typeof roomSessionId !== 'string' || typeof filename !== 'string') throw unexpected('a recording')
  if (typeof startDate !== 'string' || Number.isNaN(Date.parse(startDate))) throw unexpected('a start')
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

const UTC = /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{1,3})?Z$/

/** A recording as this console would write it itself. Most are, and a page has a hundred of them. */
function isExact(fields: Fields): fields is Fields & Recording {
  const { recordingId, roomSessionId, roomName, filename, startDate, endDate, sizeInMegaBytes } = fields
  return (
    countOf(fields) === 7 &&
    typeof recordingId === 'string' &&
    isRecordingId(recordingId) &&
    typeof roomSessionId === 'string' &&
    (roomName === null || (typeof roomName === 'string' && roomName !== '')) &&
    typeof filename === 'string' &&
    typeof startDate === 'string' &&
    UTC.test(startDate) &&
    (endDate === null || (typeof endDate === 'string' && UTC.test(endDate))) &&
    isSize(sizeInMegaBytes)
  )
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value)
}

function countOf(fields: Fields): number {
  let count = 0
  for (const _name in fields) count += 1
  return count
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
  return end === null || Number.isNaN(Date.parse(end)) ? null : end
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
