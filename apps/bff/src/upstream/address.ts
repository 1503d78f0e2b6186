import { PAGE_LIMIT } from '@reeldesk/contract'
import type { ListQuery } from './client.ts'
import { UpstreamError } from './errors.ts'

/** Where a request goes, below the configured base address. */
export interface Address {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  body?: string
}

/** A UUID of any version, in either case, as `RecordingId` of the contract has it. */
export const ID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'
const ONLY_ID = new RegExp(`^${ID}$`)
const QUERY_TEXT = "[\\w.~!'()*%-]*"

/** The five operations of the API document, as the request lines they may become. */
const THE_FIVE: Record<Address['method'], RegExp> = {
  GET: new RegExp(
    `^/recordings(?:\\?(?:(?:roomName|cursor|limit|sortBy)=${QUERY_TEXT}&?)+|/${ID}(?:/access-link\\?validForSeconds=\\d{1,5})?)$`,
  ),
  DELETE: new RegExp(`^/recordings/${ID}$`),
  POST: /^\/recordings\/bulk-delete$/,
}

/** As an expression: a page has a hundred of them. */
export function isRecordingId(text: string): boolean {
  return ONLY_ID.test(text)
}

/** Last look before a request is sent with our key: whatever was built above, nothing else leaves. */
function oneOfTheFive(address: Address): Address {
  if (!THE_FIVE[address.method].test(address.path)) throw new UpstreamError({ kind: 'invalid', what: 'address' })
  return address
}

/** A naive template let `..%2Frooms` reach another operation of the vendor, with our key. */
function pathOf(recordingId: string): string {
  if (!isRecordingId(recordingId)) throw new UpstreamError({ kind: 'invalid', what: 'recording id' })
  return `/recordings/${recordingId}`
}

export const address = {
  list({ roomName, cursor, limit, sortBy }: ListQuery): Address {
    let path = `/recordings?limit=${limit ?? PAGE_LIMIT.default}`
    if (sortBy !== undefined) path += `&sortBy=${encodeURIComponent(sortBy)}`
    if (roomName !== undefined) path += `&roomName=${encodeURIComponent(roomName)}`
    if (cursor !== undefined) path += `&cursor=${encodeURIComponent(cursor)}`
    return oneOfTheFive({ method: 'GET', path })
  },
  one: (recordingId: string) => oneOfTheFive({ method: 'GET', path: pathOf(recordingId) }),
  accessLink: (recordingId: string, validForSeconds: number) =>
    oneOfTheFive({ method: 'GET', path: `${pathOf(recordingId)}/access-link?validForSeconds=${validForSeconds}` }),
  delete: (recordingId: string) => oneOfTheFive({ method: 'DELETE', path: pathOf(recordingId) }),
  bulkDelete(recordingIds: string[]): Address {
    recordingIds.forEach(pathOf)
    return oneOfTheFive({ method: 'POST', path: '/recordings/bulk-delete', body: JSON.stringify({ recordingIds }) })
  },
}
