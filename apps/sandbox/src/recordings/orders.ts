import { TRAIT, type World } from '../world/generate.ts'
import type { Identifiers } from '../world/identifiers.ts'

export const SORT_FIELDS = ['roomName', 'startDate', 'duration', 'sizeInMegaBytes'] as const
export type SortField = (typeof SORT_FIELDS)[number]

/** All recordings in one ascending order, ties by id. Deleted ones stay in it: a cursor finds its place for ever. */
export interface Order {
  ordinals: Uint32Array
  /** Where a recording stands in `ordinals`. */
  positionOf(ordinal: number): number
}

/** 32-bit sort keys. What has no room, or no end, comes first. */
function keyOf(field: SortField, world: World): (ordinal: number) => number {
  const { traits, room, startTicks, durationMs, sizeThousandths } = world
  const has = (ordinal: number, bits: number) => ((traits[ordinal] ?? 0) & bits) !== 0
  switch (field) {
    case 'roomName':
      return (ordinal) => (has(ordinal, TRAIT.roomAbsent) ? 0 : (room[ordinal] ?? 0) + 1)
    case 'startDate':
      return (ordinal) => startTicks[ordinal] ?? 0
    case 'duration':
      return (ordinal) => (has(ordinal, TRAIT.endNull) ? 0 : (durationMs[ordinal] ?? 0) + 2 ** 31)
    case 'sizeInMegaBytes':
      return (ordinal) => sizeThousandths[ordinal] ?? 0
  }
}

/**
 * Sorts key and id as one 64-bit number each, which the engine does natively: 0.2 s for a million.
 * The id's head is written as the low word, the key as the high one: little-endian, as every platform Node ships for.
 */
export function createOrder(field: SortField, world: World, identifiers: Identifiers): Order {
  const keyFor = keyOf(field, world)
  const pairs = new BigUint64Array(world.count)
  const words = new Uint32Array(pairs.buffer)
  for (let ordinal = 0; ordinal < world.count; ordinal++) {
    words[2 * ordinal] = identifiers.headOf(ordinal)
    words[2 * ordinal + 1] = keyFor(ordinal)
  }
  pairs.sort()
  const ordinals = new Uint32Array(world.count)
  for (let position = 0; position < world.count; position++) {
    ordinals[position] = identifiers.ordinalOfHead(words[2 * position] ?? 0)
  }

  const isBefore = (a: number, b: number) =>
    keyFor(a) < keyFor(b) || (keyFor(a) === keyFor(b) && identifiers.headOf(a) < identifiers.headOf(b))
  const positionOf = (ordinal: number) => {
    let low = 0
    let high = world.count
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isBefore(ordinals[middle] ?? 0, ordinal)) low = middle + 1
      else high = middle
    }
    return low
  }
  return { ordinals, positionOf }
}
