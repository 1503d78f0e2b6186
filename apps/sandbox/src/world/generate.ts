import { createCalendar } from './calendar.ts'
import { dressUp } from './oddities.ts'
import { createRandom, type Random } from './random.ts'
import { ROOMS } from './rooms.ts'

/** Bits of `traits`. */
export const TRAIT = { endNull: 1, roomAbsent: 2 } as const

/** Starts are counted in ticks from `originMs`: two years of them fit into 32 bits. */
export const TICK_MS = 20
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** One value per recording and column; everything else is derived when asked for. About 20 bytes a recording. */
export interface World {
  seed: number
  nowMs: number
  originMs: number
  count: number
  startTicks: Uint32Array
  /** Negative where the end lies before the start. Meaningless with endNull. */
  durationMs: Int32Array
  sizeThousandths: Uint32Array
  /** Index into ROOMS; kept with roomAbsent too, because the file name still says it. */
  room: Uint16Array
  session: Uint32Array
  traits: Uint8Array
  /** The few files somebody renamed. */
  filenames: Map<number, string>
}

/** Every session but the newest is over by now. */
const LONGEST_SESSION_MS = 3 * 60 * MINUTE_MS

/** Minutes ago at which the newest recordings began; the first of them still runs. */
const NEWEST_MINUTES_AGO = [131, 112, 97, 81, 66, 52, 41, 6]

export function generateWorld(options: { seed: number; count: number; nowMs: number }): World {
  const { seed, count, nowMs } = options
  const days = Math.min(730, Math.max(10, Math.ceil(count / 20)))
  const world: World = {
    seed,
    nowMs,
    originMs: nowMs - days * DAY_MS,
    count,
    startTicks: new Uint32Array(count),
    durationMs: new Int32Array(count),
    sizeThousandths: new Uint32Array(count),
    room: new Uint16Array(count),
    session: new Uint32Array(count),
    traits: new Uint8Array(count),
    filenames: new Map(),
  }
  const random = createRandom(seed)
  const newest = NEWEST_MINUTES_AGO.slice(Math.max(0, NEWEST_MINUTES_AGO.length - count))
  const earlier = count - newest.length
  const momentAt = createCalendar(world.originMs + DAY_MS, nowMs - LONGEST_SESSION_MS)
  let session = 0
  for (let ordinal = 0; ordinal < earlier; session++) {
    const parts = Math.min(partsOf(random), earlier - ordinal)
    const startMs = momentAt((ordinal + random.fraction()) / earlier)
    hold(world, random, { ordinal, session, parts, startMs })
    ordinal += parts
  }
  newest.forEach((minutesAgo, index) => {
    const ordinal = earlier + index
    const startMs = nowMs - minutesAgo * MINUTE_MS - random.between(0, 59_999)
    hold(world, random, {
      ordinal,
      session: session + index,
      parts: 1,
      startMs,
      longestMs: (minutesAgo - random.between(3, 6)) * MINUTE_MS,
    })
    world.traits[ordinal] = 0
  })
  if (count > 0) {
    world.traits[count - 1] = TRAIT.endNull
    world.sizeThousandths[count - 1] = 0
  }
  dressUp(world)
  return world
}

/** Most sessions are recorded in one piece; now and then somebody pauses. */
function partsOf(random: Random): number {
  if (random.chance(0.91)) return 1
  return random.chance(0.8) ? 2 : 3
}

/** One room session with its recordings, each starting some minutes after the one before ended. */
function hold(
  world: World,
  random: Random,
  at: { ordinal: number; session: number; parts: number; startMs: number; longestMs?: number },
): void {
  const rank = pickRoom(random.fraction())
  const room = ROOMS[rank]
  if (room === undefined) return
  let startMs = at.startMs
  for (let part = 0; part < at.parts; part++) {
    const ordinal = at.ordinal + part
    const drawnMs = (random.between(...room.minutes) * MINUTE_MS + random.between(0, 59_999)) / at.parts
    const durationMs = Math.round(Math.min(drawnMs, at.longestMs ?? drawnMs))
    const rate = random.between(room.megaBytesPerMinute[0] * 10, room.megaBytesPerMinute[1] * 10) / 10
    world.startTicks[ordinal] = Math.floor((startMs - world.originMs) / TICK_MS)
    world.durationMs[ordinal] = durationMs
    world.sizeThousandths[ordinal] = sizeOf((durationMs / MINUTE_MS) * rate, random)
    world.room[ordinal] = rank
    world.session[ordinal] = at.session
    world.traits[ordinal] = gapsOf(random)
    startMs += durationMs + random.between(1, 9) * MINUTE_MS
  }
}

/** Megabytes as thousandths: whole megabytes as a rule, as in the document's example, with fractions among them. */
function sizeOf(megaBytes: number, random: Random): number {
  return random.chance(0.03) ? Math.round(megaBytes * 1000) : Math.max(1, Math.round(megaBytes)) * 1000
}

function gapsOf(random: Random): number {
  const draw = random.fraction()
  if (draw < 0.008) return TRAIT.roomAbsent
  return draw < 0.011 ? TRAIT.endNull : 0
}

const totalWeight = ROOMS.reduce((sum, room) => sum + room.weight, 0)

function pickRoom(fraction: number): number {
  let left = fraction * totalWeight
  const rank = ROOMS.findIndex((room) => {
    left -= room.weight
    return left < 0
  })
  return Math.max(rank, 0)
}
