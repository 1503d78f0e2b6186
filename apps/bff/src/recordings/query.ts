import {
  LINK_PURPOSES,
  LINK_SECONDS,
  type LinkPurpose,
  PAGE_LIMIT,
  RecordingId,
  SORT_ORDERS,
  type SortBy,
} from '@reeldesk/contract'
import { integerOf, readQuery, textOf } from '../guard/query.ts'
import { ProblemError } from '../problem.ts'
import type { ListQuery } from '../upstream/client.ts'

const MAX_CURSOR_LENGTH = 1024
const MAX_ROOM_NAME_LENGTH = 512

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

export function readRecordingId(text: string): string {
  if (!RecordingId.safeParse(text).success) throw new ProblemError('invalid_request', 'A recording id is a UUID.')
  return text
}

function sortOrderOf(text: string): SortBy {
  const order = SORT_ORDERS.find((known) => known === text)
  if (order !== undefined) return order
  throw new ProblemError('invalid_request', `sortBy is one of ${SORT_ORDERS.join(', ')}.`)
}
