import { randomUUID } from 'node:crypto'
import type { Entry } from '../journal.ts'
import { withSlash } from '../world/rooms.ts'
import type { Fault } from './fault.ts'
import { STANDING_FAULTS } from './standing.ts'

/** A fault in force, with how often it may still strike and how often it has. */
export interface ActiveFault extends Fault {
  faultId: string
  left: number | null
  struck: number
}

export interface Faults {
  set(fault: Fault): ActiveFault
  list(): ActiveFault[]
  /** Those set on command; the standing ones stay. */
  clear(faultId?: string): void
  /** What goes wrong with this call, in the order in which it was set. Asking does not use anything up. */
  matching(entry: Entry): ActiveFault[]
  strikes(fault: ActiveFault, recordingId: string): boolean
  use(fault: ActiveFault): void
}

/** `roomOf` answers a recording's room, gone recordings included. */
export function createFaults(roomOf: (recordingId: string) => string | undefined): Faults {
  let active: ActiveFault[] = []
  const activate = (fault: Fault) => ({ ...fault, faultId: randomUUID(), left: fault.count ?? null, struck: 0 })
  const standing = STANDING_FAULTS.map(activate)

  const strikes = ({ match }: ActiveFault, recordingId: string) =>
    (match.recordingId === undefined || match.recordingId === recordingId.toLowerCase()) &&
    (match.roomName === undefined || match.roomName === roomOf(recordingId))

  const concerns = (fault: ActiveFault, entry: Entry) => {
    if (fault.operation !== 'any' && fault.operation !== entry.operation) return false
    const { recordingId: aimedAt, roomName } = fault.match
    if (aimedAt === undefined && roomName === undefined) return true
    const asksForRoom = aimedAt === undefined && withSlash(entry.query.roomName ?? '') === roomName
    return asksForRoom || entry.recordingIds.some((recordingId) => strikes(fault, recordingId))
  }

  return {
    set: (fault) => {
      const added = activate(fault)
      active.push(added)
      return added
    },
    list: () => active,
    clear: (faultId) => {
      active = faultId === undefined ? [] : active.filter((fault) => fault.faultId !== faultId)
    },
    matching: (entry) => [...active, ...standing].filter((fault) => fault.left !== 0 && concerns(fault, entry)),
    strikes,
    use: (fault) => {
      fault.struck += 1
      if (fault.left !== null) fault.left -= 1
    },
  }
}
