import type { ListedRecording } from '@reeldesk/contract'
import { useEffect, useRef, useState } from 'react'
import { m } from '../i18n/messages.ts'
import { useShortcut } from '../lib/shortcuts.ts'
import { useMask } from '../shell/presenting.ts'
import { Spinner } from '../ui/spinner.tsx'
import { useLinkMaximum } from './copy-link-button.tsx'
import { PlayerBar } from './player-bar.tsx'
import { PlayerMessage } from './player-message.tsx'
import { playbackOf, usePlayerLink } from './use-player-link.ts'

const SKIP_SECONDS = 5

/** Mounted once play is pressed. The browser's own controls in our frame; links come and go beneath it. */
export default function Player({ recording }: { recording: ListedRecording }) {
  const video = useRef<HTMLVideoElement>(null)
  const { state, dispatch } = usePlayerLink(recording.recordingId, useLinkMaximum(), video)
  const [isBuffering, setBuffering] = useState(false)
  const [speed, setSpeed] = useState(1)
  const mask = useMask()
  const url = state.kind === 'playing' || state.kind === 'renewing' ? state.link.url : undefined
  const resume = state.kind === 'playing' || state.kind === 'renewing' ? state.resume : undefined

  useEffect(() => {
    if (!video.current) return
    // A new link resets the rate to the default one, so both are set.
    video.current.defaultPlaybackRate = speed
    video.current.playbackRate = speed
  }, [speed])
  useEffect(() => {
    // The button that was pressed is gone: the focus goes to what it started, unless it is in the list.
    if (document.activeElement === document.body) video.current?.focus({ preventScroll: true })
  }, [])
  usePlayerKeys(video)

  if (state.kind === 'unplayable') return <PlayerMessage kind="unplayable" recording={recording} />
  if (state.kind === 'failed') {
    return (
      <PlayerMessage
        kind="failed"
        recording={recording}
        error={state.failure}
        onRetry={() => dispatch({ kind: 'play-pressed' })}
      />
    )
  }
  if (state.kind === 'broken') {
    return <PlayerMessage kind="broken" recording={recording} onRetry={() => dispatch({ kind: 'play-pressed' })} />
  }

  const isWaiting = state.kind === 'asking' || isBuffering
  return (
    <div className="flex flex-col">
      <div className="relative aspect-video bg-black">
        {/* biome-ignore lint/a11y/useMediaCaption: upstream has no captions for its recordings */}
        <video
          ref={video}
          src={url}
          controls
          playsInline
          aria-label={m.player_of({ name: mask.file(recording.filename) })}
          className="size-full"
          onLoadedMetadata={({ currentTarget }) => {
            if (!resume) return
            if (resume.positionSeconds > 0) currentTarget.currentTime = resume.positionSeconds
            // Refused where the browser wants another press: its own play button is there for that.
            if (!resume.isPaused) currentTarget.play().catch(() => setBuffering(false))
          }}
          onLoadStart={() => setBuffering(true)}
          onWaiting={() => setBuffering(true)}
          onPlaying={() => setBuffering(false)}
          onCanPlay={() => setBuffering(false)}
          onTimeUpdate={({ currentTarget }) => {
            if (resume && currentTarget.currentTime > resume.positionSeconds) dispatch({ kind: 'advanced' })
          }}
          onRateChange={({ currentTarget }) => {
            if (currentTarget.readyState > 0) setSpeed(currentTarget.playbackRate)
          }}
          onError={({ currentTarget }) => {
            const { error } = currentTarget
            if (!error || !currentTarget.hasAttribute('src')) return
            setBuffering(false)
            dispatch({
              kind: 'media-failed',
              cause: error.code === MediaError.MEDIA_ERR_NETWORK ? 'network' : 'format',
              playback: playbackOf(currentTarget),
            })
          }}
        />
        {isWaiting && (
          <div className="pointer-events-none absolute inset-0 grid place-items-center">
            <span className="grid size-10 place-items-center rounded-full bg-black/60">
              <Spinner label={state.kind === 'asking' ? m.player_loading() : m.player_buffering()} />
            </span>
          </div>
        )}
      </div>
      <PlayerBar speed={speed} onSpeed={setSpeed} />
    </div>
  )
}

function usePlayerKeys(video: React.RefObject<HTMLVideoElement | null>): void {
  const onVideo = (act: (element: HTMLVideoElement) => void) => () => {
    if (!video.current) return false
    act(video.current)
  }
  useShortcut(
    'recording.play',
    onVideo((element) => {
      if (element.paused) element.play().catch(() => {})
      else element.pause()
    }),
  )
  useShortcut(
    'player.back',
    onVideo((element) => {
      element.currentTime = Math.max(0, element.currentTime - SKIP_SECONDS)
    }),
  )
  useShortcut(
    'player.forward',
    onVideo((element) => {
      element.currentTime = Math.min(element.duration || 0, element.currentTime + SKIP_SECONDS)
    }),
  )
  useShortcut(
    'player.mute',
    onVideo((element) => {
      element.muted = !element.muted
    }),
  )
  useShortcut(
    'player.fullscreen',
    onVideo((element) => {
      if (document.fullscreenElement) void document.exitFullscreen()
      else element.requestFullscreen().catch(() => {})
    }),
  )
}
