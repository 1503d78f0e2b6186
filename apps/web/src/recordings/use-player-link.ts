import { type RefObject, useEffect, useReducer } from 'react'
import { type ApiError, asApiError } from '../api/error.ts'
import { askForLink } from './ask-link.ts'
import {
  FROM_THE_START,
  needsRenewal,
  type Playback,
  type PlayerEvent,
  type PlayerState,
  renewalDueAt,
  stepPlayer,
} from './player-machine.ts'

/** A player's link lives this long, or as long as the role allows: shorter would interrupt, longer would leak more. */
const PLAY_SECONDS = 3_600

/** It is drawn because play was pressed. */
const PRESSED: PlayerState<ApiError> = { kind: 'asking', resume: FROM_THE_START, isRescue: false }

/** Asks for links as the machine demands, and for the next one in time. Links stay in this component's memory. */
export function usePlayerLink(recordingId: string, maximum: number, video: RefObject<HTMLVideoElement | null>) {
  const [state, dispatch] = useReducer(stepPlayer<ApiError>, PRESSED)
  const isWanted = state.kind === 'asking' || state.kind === 'renewing'
  const seconds = Math.min(PLAY_SECONDS, maximum)

  useEffect(() => {
    if (!isWanted) return
    const controller = new AbortController()
    askForLink(recordingId, 'play', seconds, controller.signal).then(
      ({ url, madeAt }) => {
        // The life it was given, on this clock: the server's may differ.
        const link = { url, madeAt, expiresAt: madeAt + seconds * 1_000 }
        dispatch({ kind: 'link-arrived', link, playback: playbackOf(video.current) })
      },
      (error: unknown) => {
        if (!controller.signal.aborted) dispatch({ kind: 'link-failed', failure: asApiError(error) })
      },
    )
    return () => controller.abort()
  }, [isWanted, recordingId, seconds, video])

  useRenewal(state, video, dispatch)
  return { state, dispatch }
}

/** Looks when the link comes due, and again whenever playing starts or goes on after that. */
function useRenewal(
  state: PlayerState<ApiError>,
  video: RefObject<HTMLVideoElement | null>,
  dispatch: (event: PlayerEvent<ApiError>) => void,
): void {
  const link = state.kind === 'playing' && state.renews ? state.link : undefined
  useEffect(() => {
    const element = video.current
    if (!link || !element) return
    const look = () => {
      const playback = playbackOf(element)
      if (!playback) return
      const isDue = needsRenewal(link, Date.now(), { ...playback, isBuffered: isBufferedToEnd(element) })
      if (isDue) dispatch({ kind: 'link-due' })
    }
    const timer = setTimeout(look, Math.max(0, renewalDueAt(link) - Date.now()))
    element.addEventListener('play', look)
    element.addEventListener('timeupdate', look)
    return () => {
      clearTimeout(timer)
      element.removeEventListener('play', look)
      element.removeEventListener('timeupdate', look)
    }
  }, [link, video, dispatch])
}

/** Undefined while nothing is loaded: the element then says 0 and paused whatever the person had. */
export function playbackOf(video: HTMLVideoElement | null): Playback | undefined {
  if (!video || video.readyState === HTMLMediaElement.HAVE_NOTHING) return undefined
  return { positionSeconds: video.currentTime, isPaused: video.paused }
}

function isBufferedToEnd({ buffered, currentTime, duration }: HTMLVideoElement): boolean {
  for (let range = 0; range < buffered.length; range += 1) {
    if (buffered.start(range) <= currentTime && buffered.end(range) >= duration - 0.1) return true
  }
  return false
}
