import type { World } from './generate.ts'
import { FAULT_ROOMS, ODD_ROOMS, rankOfRoom } from './rooms.ts'

interface Oddity {
  room: string
  filename?: string
  sizeThousandths?: number
  durationMs?: number
}

/** Two recordings in every room that fails in a given way: one to try it on, one to see it beside. */
const failing: Oddity[] = FAULT_ROOMS.flatMap((name) => [{ room: name }, { room: name }])

/** An ordinary room, where the oddity is in the file. */
const room = '/acme-dr-okafor'

const odd: Oddity[] = [
  ...ODD_ROOMS.map((name) => ({ room: name })),
  { room, filename: 'Q3 review – “final” (1).mp4' },
  { room, filename: '=HYPERLINK("http://example.com";"minutes").mp4' },
  { room, filename: 'réunion d’équipe 📹 семинар.mp4' },
  { room, filename: '<b>board & partners</b>.mp4' },
  { room, filename: 'שיחת היכרות.mp4' },
  { room, filename: `${'all-hands-'.repeat(24)}with-questions.mp4` },
  { room, filename: '50% off, 100% on?#notes.mp4' },
  { room, sizeThousandths: 0 },
  { room, sizeThousandths: 340 },
  { room, durationMs: 0, sizeThousandths: 12 },
  { room, durationMs: -90_000 },
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
    world.room[ordinal] = rankOfRoom(oddity.room) ?? 0
    if (oddity.filename !== undefined) world.filenames.set(ordinal, oddity.filename)
    if (oddity.sizeThousandths !== undefined) world.sizeThousandths[ordinal] = oddity.sizeThousandths
    if (oddity.durationMs !== undefined) world.durationMs[ordinal] = oddity.durationMs
    world.traits[ordinal] = 0
    world.session[ordinal] = world.count + index
  }
}
