import { extname } from 'node:path'
import { generateWorld, TICK_MS, TRAIT, type World } from '../world/generate.ts'
import { createIdentifiers, UUID_PATTERN } from '../world/identifiers.ts'
import { ROOMS, type Room, rankOfRoom, withSlash } from '../world/rooms.ts'
import { createCursors } from './cursor.ts'
import { createOrder, type Order, type SortField } from './orders.ts'

/** As the API document has it. `roomName` is not in its schema, but public callers read it from each item. */
export interface Recording {
  recordingId: string
  roomSessionId: string
  roomName?: string
  filename: string
  startDate: string
  endDate: string | null
  sizeInMegaBytes: number
}

export interface ListQuery {
  roomName?: string | undefined
  cursor?: string | undefined
  limit: number
  field: SortField
  direction: 'asc' | 'desc'
}

/** What the operations may ask of the recordings. Ids that are none, and ids of what is gone, are simply not found. */
export interface Catalogue {
  /** Undefined where the cursor is refused. */
  list(query: ListQuery): { results: Recording[]; cursor: string | null } | undefined
  get(recordingId: string): Recording | undefined
  /** The room it was recorded in, whether or not the recording says so; of what is gone too. */
  roomOf(recordingId: string): Room | undefined
  /** Gone from `atMs` on. */
  remove(recordingId: string, atMs: number): void
  count(): number
  /** Every deletion undone. */
  reset(): void
}

export function createCatalogue(
  options: { seed: number; count: number; nowMs: number },
  clock: () => number,
): Catalogue {
  const world = generateWorld(options)
  const recordingIds = createIdentifiers(world.seed)
  const sessionIds = createIdentifiers(~world.seed)
  const cursors = createCursors(`${world.seed} ${world.count} ${world.nowMs}`, recordingIds)
  const goneAtMs = new Float64Array(world.count).fill(Number.POSITIVE_INFINITY)
  const orders: Record<SortField, Order> = {
    roomName: createOrder('roomName', world, recordingIds),
    startDate: createOrder('startDate', world, recordingIds),
    duration: createOrder('duration', world, recordingIds),
    sizeInMegaBytes: createOrder('sizeInMegaBytes', world, recordingIds),
  }

  const isGone = (ordinal: number) => (goneAtMs[ordinal] ?? 0) <= clock()
  const ordinalOf = (recordingId: string) => {
    if (!UUID_PATTERN.test(recordingId)) return undefined
    const ordinal = recordingIds.ordinalOfHead(Number.parseInt(recordingId.slice(0, 8), 16))
    return ordinal < world.count && recordingIds.idOf(ordinal) === recordingId.toLowerCase() ? ordinal : undefined
  }
  const liveOrdinalOf = (recordingId: string) => {
    const ordinal = ordinalOf(recordingId)
    return ordinal === undefined || isGone(ordinal) ? undefined : ordinal
  }
  const describe = (ordinal: number) => describeRecording(world, ordinal, recordingIds.idOf, sessionIds.idOf)

  return {
    list: (query) => {
      const roomName = query.roomName === undefined ? undefined : withSlash(query.roomName)
      const question = { sortBy: `${query.field}:${query.direction}`, roomName }
      const after = query.cursor === undefined ? undefined : cursors.read(query.cursor, question)
      if (query.cursor !== undefined && after === undefined) return undefined
      const rank = roomName === undefined ? undefined : rankOfRoom(roomName)
      if (roomName !== undefined && rank === undefined) return { results: [], cursor: null }

      const { ordinals, positionOf } = orders[query.field]
      const step = query.direction === 'asc' ? 1 : -1
      const edge = step === 1 ? -1 : world.count
      const now = clock()
      const found: number[] = []
      for (
        let position = (after === undefined ? edge : positionOf(after)) + step;
        position >= 0 && position < world.count && found.length <= query.limit;
        position += step
      ) {
        const ordinal = ordinals[position] ?? 0
        if ((goneAtMs[ordinal] ?? 0) <= now) continue
        if (rank !== undefined && !isIn(world, ordinal, rank)) continue
        found.push(ordinal)
      }
      const page = found.slice(0, query.limit)
      const last = page.at(-1)
      const hasMore = found.length > query.limit && last !== undefined
      return { results: page.map(describe), cursor: hasMore ? cursors.after(last, question) : null }
    },
    get: (recordingId) => {
      const ordinal = liveOrdinalOf(recordingId)
      return ordinal === undefined ? undefined : describe(ordinal)
    },
    roomOf: (recordingId) => {
      const ordinal = ordinalOf(recordingId)
      return ordinal === undefined ? undefined : ROOMS[world.room[ordinal] ?? 0]
    },
    remove: (recordingId, atMs) => {
      const ordinal = ordinalOf(recordingId)
      if (ordinal !== undefined) goneAtMs[ordinal] = Math.min(goneAtMs[ordinal] ?? atMs, atMs)
    },
    count: () => {
      const now = clock()
      return goneAtMs.reduce((live, goneAt) => (goneAt > now ? live + 1 : live), 0)
    },
    reset: () => {
      goneAtMs.fill(Number.POSITIVE_INFINITY)
    },
  }
}

const isIn = (world: World, ordinal: number, rank: number) =>
  world.room[ordinal] === rank && ((world.traits[ordinal] ?? 0) & TRAIT.roomAbsent) === 0

type IdOf = (ordinal: number) => string

function describeRecording(world: World, ordinal: number, recordingIdOf: IdOf, sessionIdOf: IdOf): Recording {
  const traits = world.traits[ordinal] ?? 0
  const { name = '', clip = '' } = ROOMS[world.room[ordinal] ?? 0] ?? {}
  const startMs = world.originMs + (world.startTicks[ordinal] ?? 0) * TICK_MS
  const startDate = new Date(startMs).toISOString()
  const end = (traits & TRAIT.endNull) === 0 ? new Date(startMs + (world.durationMs[ordinal] ?? 0)).toISOString() : null
  return {
    recordingId: recordingIdOf(ordinal),
    roomSessionId: sessionIdOf(world.session[ordinal] ?? 0),
    ...((traits & TRAIT.roomAbsent) === 0 ? { roomName: name } : {}),
    filename: world.filenames.get(ordinal) ?? `${name.slice(1)}-${startDate}${extname(clip)}`,
    startDate,
    endDate: end,
    sizeInMegaBytes: (world.sizeThousandths[ordinal] ?? 0) / 1000,
  }
}
