import type { LinkPurpose } from '@reeldesk/contract'
import { createStore } from '../lib/store.ts'

/** That a link was made, from this window and since it was loaded. Never the link: that is a secret nobody can revoke. */
export interface LinkMade {
  purpose: LinkPurpose
  madeAt: number
  seconds: number
  expiresAt: number
}

export const linksMade = createStore<ReadonlyMap<string, readonly LinkMade[]>>(new Map())

export function rememberLinkMade(recordingId: string, made: LinkMade): void {
  const all = linksMade.get()
  linksMade.set(new Map(all).set(recordingId, [made, ...(all.get(recordingId) ?? [])]))
}

/** How many times a link was asked for, with or without success: each is an entry in the trail. */
export const linksAsked = createStore(0)
