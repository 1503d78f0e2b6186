import type { ListedRecording } from '@reeldesk/contract'
import { createStore } from '../lib/store.ts'

/** The dialog that is open over the list, if any. A link in here lives as long as its dialog. */
export type Flow =
  | { kind: 'none' }
  | { kind: 'delete'; recordings: readonly ListedRecording[] }
  | { kind: 'link-list'; recordings: readonly ListedRecording[] }
  | { kind: 'link-lifetime'; recording: ListedRecording }
  | { kind: 'link-by-hand'; filename: string; url: string; seconds: number; expiresAt: number }

const NONE: Flow = { kind: 'none' }

export const flow = createStore<Flow>(NONE)

export const closeFlow = () => flow.set(NONE)
