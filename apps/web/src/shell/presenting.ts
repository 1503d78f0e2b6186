import { useMemo } from 'react'
import { m } from '../i18n/messages.ts'
import { readBoolean, remembered } from '../lib/remembered.ts'
import { useStore } from '../lib/store.ts'

/** For the projector: names are masked and nothing can be deleted. Survives a reload, so that no reload unmasks. */
export const presenting = remembered('presenting', false, readBoolean)

export interface Mask {
  /** Names are masked and destructive actions are off. */
  on: boolean
  room(name: string): string
  file(name: string): string
}

const open: Mask = { on: false, room: (name) => name, file: (name) => name }

/** The same name gets the same stand-in, so that rows can still be told apart and matched. */
const closed: Mask = {
  on: true,
  room: (name) => m.masked_room({ sign: signOf(name) }),
  file: (name) => m.masked_file({ sign: signOf(name) }),
}

export function useMask(): Mask {
  const on = useStore(presenting)
  return useMemo(() => (on ? closed : open), [on])
}

/** Four characters by FNV-1a: not a secret, only not readable. */
function signOf(name: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(36).toUpperCase().padStart(4, '0').slice(-4)
}
