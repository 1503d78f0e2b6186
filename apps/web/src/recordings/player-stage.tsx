import type { ListedRecording } from '@reeldesk/contract'
import { lazy, Suspense, useState } from 'react'
import { m } from '../i18n/messages.ts'
import { useShortcut } from '../lib/shortcuts.ts'
import { useUnavailable } from '../session/session.ts'
import { useMask } from '../shell/presenting.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { LoadBoundary } from '../ui/load-boundary.tsx'
import { Spinner } from '../ui/spinner.tsx'
import { formatOf } from './duration.ts'
import { takePlayWish } from './play.ts'
import { isUnplayable } from './player-machine.ts'
import { Download, PlayerMessage, Stage } from './player-message.tsx'

const Player = lazy(() => import('./player.tsx'))

const canPlay = (mime: string) => document.createElement('video').canPlayType(mime) !== ''

/** Asks for nothing until play is pressed: every link is a secret and an entry in the trail. */
export function PlayerStage({ recording }: { recording: ListedRecording }) {
  const [isStarted, start] = useState(() => takePlayWish(recording.recordingId))
  const unavailable = useUnavailable('recordings.share')
  const cannotPlay = isUnplayable(recording.filename, canPlay)
  useShortcut('recording.play', () => start(true), !isStarted && !cannotPlay && unavailable === undefined)

  if (cannotPlay) return <PlayerMessage kind="unplayable" recording={recording} />
  if (!isStarted) return <Poster recording={recording} unavailable={unavailable} onPlay={() => start(true)} />
  return (
    <LoadBoundary fallback={<NotLoaded />}>
      <Suspense fallback={<Loading />}>
        <Player recording={recording} />
      </Suspense>
    </LoadBoundary>
  )
}

function Poster({
  recording,
  unavailable,
  onPlay,
}: {
  recording: ListedRecording
  unavailable: string | undefined
  onPlay: () => void
}) {
  const name = useMask().file(recording.filename)
  return (
    <div className="grid aspect-video place-items-center border-b border-line bg-hover">
      <div className="flex flex-col items-center gap-2 px-6 text-center">
        <button
          type="button"
          aria-label={m.play_recording({ name })}
          aria-disabled={unavailable !== undefined || undefined}
          aria-description={unavailable}
          title={unavailable ?? m.player_play_hint()}
          onClick={unavailable === undefined ? onPlay : undefined}
          className="grid size-14 place-items-center rounded-full bg-accent text-on-accent not-aria-disabled:hover:bg-accent-strong aria-disabled:bg-pressed aria-disabled:text-faint"
        >
          <Icon name="play" className="size-6!" />
        </button>
        {unavailable !== undefined && <p className="text-xs text-muted">{unavailable}</p>}
        {formatOf(recording.filename) === 'mkv' && (
          <>
            <p className="text-xs text-muted">{m.player_mkv()}</p>
            <Download recording={recording} />
          </>
        )}
      </div>
    </div>
  )
}

const Loading = () => (
  <div className="grid aspect-video place-items-center border-b border-line bg-hover">
    <Spinner label={m.player_loading()} />
  </div>
)

const NotLoaded = () => (
  <Stage icon="warning" sentence={m.part_not_loaded()} urgent>
    <Button size="sm" onClick={() => location.reload()}>
      {m.reload()}
    </Button>
  </Stage>
)
