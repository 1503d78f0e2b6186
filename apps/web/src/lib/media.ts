import { useSyncExternalStore } from 'react'

/** Follows a media query, for the few things that CSS cannot decide, such as a virtual row's height. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}
