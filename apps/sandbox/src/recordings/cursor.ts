import { createHmac } from 'node:crypto'
import type { Identifiers } from '../world/identifiers.ts'

/** What a cursor belongs to: used with another question it is refused. */
export interface Question {
  sortBy: string
  roomName: string | undefined
}

export interface Cursors {
  after(ordinal: number, question: Question): string
  /** The recording the last page ended with, or undefined where the cursor was not made here for this question. */
  read(cursor: string, question: Question): number | undefined
}

/** 32 hex digits, as in the API document's example: the last recording's id head, then proof of the question. */
export function createCursors(worldName: string, identifiers: Identifiers): Cursors {
  const after = (ordinal: number, question: Question) => {
    const head = identifiers.headOf(ordinal).toString(16).padStart(8, '0')
    const proof = createHmac('sha256', worldName).update(JSON.stringify([head, question.sortBy, question.roomName]))
    return head + proof.digest('hex').slice(0, 24)
  }
  return {
    after,
    read: (cursor, question) => {
      const ordinal = identifiers.ordinalOfHead(Number.parseInt(cursor.slice(0, 8), 16))
      return after(ordinal, question) === cursor ? ordinal : undefined
    },
  }
}
