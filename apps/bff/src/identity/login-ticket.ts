import { hkdfSync } from 'node:crypto'
import { EncryptJWT, jwtDecrypt } from 'jose'
import * as z from 'zod/mini'
import type { Clock } from '../services.ts'

/** What has to be remembered between leaving for the provider and coming back. */
const LoginTicket = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  returnTo: z.string(),
})
export type LoginTicket = z.infer<typeof LoginTicket>

export const TICKET_SECONDS = 600

export interface LoginTickets {
  seal(ticket: LoginTicket): Promise<string>
  /** Undefined for what is not ours, was tampered with, or is too old. */
  open(sealed: string): Promise<LoginTicket | undefined>
}

/** Kept by the browser, encrypted, so that no replica has to remember who is on the way. */
export function createLoginTickets(sessionSecret: string, clock: Clock): LoginTickets {
  const key = new Uint8Array(hkdfSync('sha256', sessionSecret, '', 'reeldesk login ticket', 32))
  const now = () => new Date(clock())
  return {
    seal: (ticket) =>
      new EncryptJWT(ticket)
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(new Date(clock() + TICKET_SECONDS * 1000))
        .encrypt(key),
    async open(sealed) {
      try {
        const { payload } = await jwtDecrypt(sealed, key, {
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
          requiredClaims: ['exp'],
          currentDate: now(),
        })
        return LoginTicket.parse(payload)
      } catch {
        return undefined
      }
    },
  }
}
