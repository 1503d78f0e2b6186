import { createHash, createHmac } from 'node:crypto'

/** The key of the hash chain, and the short name that entries carry so that a later key does not spoil earlier ones. */
export interface ChainKey {
  keyId: string
  secret: Buffer
}

/** What an entry's hash covers: all of it but the hash, in one order. */
export type Sealed = Record<string, unknown> & { sequence: number; previousHash: string; keyId: string }

/** Before the first entry. */
export const GENESIS = '0'.repeat(64)

export function chainKey(secret: string): ChainKey {
  return {
    keyId: createHash('sha256').update(`reeldesk trail ${secret}`).digest('hex').slice(0, 12),
    secret: Buffer.from(secret),
  }
}

/** HMAC-SHA256 over the entry, which names the hash before it. */
export function hashOf(key: ChainKey, entry: Sealed): string {
  return createHmac('sha256', key.secret).update(canonical(entry)).digest('hex')
}

/** Over where the chain ends: whoever cuts entries off cannot write a new end without the key. */
export function sealOf(key: ChainKey, head: { sequence: number; hash: string }): string {
  return createHmac('sha256', key.secret).update(`head ${head.sequence} ${head.hash}`).digest('hex')
}

/** JSON with the members in order of name, at every depth: the database keeps no order. Undefined counts as null. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined && member !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`
}
