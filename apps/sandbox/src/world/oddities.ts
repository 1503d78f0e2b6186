import type { World } from './generate.ts'
import { FAULT_ROOMS, ODD_ROOMS, rankOfRoom } from './rooms.ts'

interface Oddity {
  room?: string
  filename?: string
  sizeThousandths?: number
  durationMs?: number
}

/** Two recordings in every room that fails in a given way: one to try it on, one to see it beside. */
const failing: Oddity[] = FAULT_ROOMS.flatMap((room) => [{ room }, { room }])

const odd: Oddity[] = [
  ...ODD_ROOMS.map((room) => ({ room })),
  { filename: 'Q3 review – “final” (1).mp4' },
  { filename: '=HYPERLINK("http://example.com";"minutes").mp4' },
  { filename: 'réunion d’équipe 📹 семинар.mp4' },
  { filename: '<b>board & partners</b>.mp4' },
  { filename: 'שיחת היכרות.mp4' },
  { filename: `${'all-hands-'.repeat(24)}with-questions.mp4` },
  { filename: '50% off, 100% on?#notes.mp4' },
  { sizeThousandths: 0 },
  { sizeThousandths: 340 },
  { durationMs: 0, sizeThousandths: 12 },
  { durationMs: -90_000 },
]

const SMALLEST_WORLD = 200
/** Old enough to stay off the first pages of a demonstration, newest or oldest first. */
const FROM_FRACTION = 0.12
const STEP = 2

/** Lays the oddities over recordings that are already there. Small worlds do without. */
export function dressUp(world: World): void {
  if (world.count < SMALLEST_WORLD) return
  const first = Math.floor(world.count * FROM_FRACTION)
  for (const [index, oddity] of [...failing, ...odd].entries()) {
    const ordinal = first + index * STEP
    const rank = oddity.room === undefined ? undefined : rankOfRoom(oddity.room)
    if (rank !== undefined) world.room[ordinal] = rank
    if (oddity.filename !== undefined) world.filenames.set(ordinal, oddity.filename)
    if (oddity.sizeThousandths !== undefined) world.sizeThousandths[ordinal] = oddity.sizeThousandths
    if (oddity.durationMs !== undefined) world.durationMs[ordinal] = oddity.durationMs
    world.traits[ordinal] = 0
    world.session[ordinal] = world.count + index
  }
}
