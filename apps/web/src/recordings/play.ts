import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { createStore } from '../lib/store.ts'

/** The recording whose panel is to play as soon as it is there: pressing play in a row is one press, not two. */
export const playWish = createStore<string | undefined>(undefined)

export function takePlayWish(recordingId: string): boolean {
  if (playWish.get() !== recordingId) return false
  playWish.set(undefined)
  return true
}

export function usePlay(): (recordingId: string) => void {
  const navigate = useNavigate()
  return useCallback(
    (recordingId) => {
      playWish.set(recordingId)
      void navigate({ to: '/recordings/$recordingId', params: { recordingId }, search: true })
    },
    [navigate],
  )
}
