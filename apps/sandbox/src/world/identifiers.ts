/** A lower-case UUID of version 4 for each number, and the way back, without a table: a million ids cost no memory. */
export interface Identifiers {
  idOf(ordinal: number): string
  /** The first 32 bits of the id: comparing heads compares ids, because no two ordinals share one. */
  headOf(ordinal: number): number
  ordinalOfHead(head: number): number
}

export const UUID_PATTERN = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The finalizer of MurmurHash3: every input has exactly one output, so that it can be undone. */
export function mix(value: number): number {
  let bits = value
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}

/** `unmix(mix(x)) === x`; the factors are the inverses of mix's modulo 2^32. */
export function unmix(value: number): number {
  let bits = value
  bits = Math.imul(bits ^ (bits >>> 16), 0x7ed1b41d)
  bits = Math.imul(bits ^ (bits >>> 13) ^ (bits >>> 26), 0xa5cb9243)
  return (bits ^ (bits >>> 16)) >>> 0
}

const hex = (value: number) => value.toString(16).padStart(8, '0')

export function createIdentifiers(namespace: number): Identifiers {
  const headOf = (ordinal: number) => mix(ordinal + namespace)
  return {
    headOf,
    ordinalOfHead: (head) => (unmix(head) - namespace) >>> 0,
    idOf: (ordinal) => {
      const head = headOf(ordinal)
      const second = mix(head ^ 0x9e3779b9)
      const third = mix(second ^ namespace)
      const versioned = hex(((second & 0xffff0fff) | 0x4000) >>> 0)
      const variant = hex(((third & 0x3fffffff) | 0x80000000) >>> 0)
      const rest = hex(mix(third ^ head))
      return `${hex(head)}-${versioned.slice(0, 4)}-${versioned.slice(4)}-${variant.slice(0, 4)}-${variant.slice(4)}${rest}`
    },
  }
}
