import { onlineManager } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'

/** What the browser believes about the network; that the console was not reached is an ApiError of kind `offline`. */
export function useIsOnline(): boolean {
  return useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  )
}

export function useOnOnline(resume: () => void): void {
  const latest = useEffectEvent(resume)
  useEffect(
    () =>
      onlineManager.subscribe((isOnline) => {
        if (isOnline) latest()
      }),
    [],
  )
}
