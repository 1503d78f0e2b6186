import type { ListedRecording } from '@reeldesk/contract'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type ApiError, asApiError } from '../api/error.ts'
import { m } from '../i18n/messages.ts'
import { useWait } from '../lib/wait.ts'
import { useUnavailable } from '../session/session.ts'
import { Button } from '../ui/button.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { askForLink } from './ask-link.ts'
import { linkFailure } from './link-failure.tsx'

type Props = { recording: ListedRecording } & (
  | { kind: 'unplayable' }
  | { kind: 'broken'; onRetry: () => void }
  | { kind: 'failed'; error: ApiError; onRetry: () => void }
)

/** In the player's place: one sentence, and what can be done. */
export function PlayerMessage(props: Props) {
  const { recording } = props
  if (props.kind === 'unplayable') {
    return (
      <Stage icon="info" sentence={m.player_unplayable()}>
        <Download recording={recording} />
      </Stage>
    )
  }
  if (props.kind === 'broken') {
    return (
      <Stage icon="warning" sentence={m.player_broken()} urgent>
        <Button size="sm" onClick={props.onRetry}>
          {m.retry()}
        </Button>
        <Download recording={recording} />
      </Stage>
    )
  }
  return <LinkFailed error={props.error} onRetry={props.onRetry} />
}

/** Not an error page: some recordings have no link to be had, some are gone; the rest can be tried again. */
function LinkFailed({ error, onRetry }: { error: ApiError; onRetry: () => void }) {
  const seconds = useWait(error.isRateLimit ? error.retryAt : undefined, onRetry)
  if (error.code === 'not_hosted') return <Stage icon="info" sentence={m.link_not_hosted()} />
  if (error.code === 'recording_gone') return <Stage icon="info" sentence={m.recording_gone()} />
  if (seconds !== undefined) return <Stage icon="clock" sentence={m.player_rate_limited({ seconds })} urgent />
  return (
    <Stage icon={error.kind === 'offline' ? 'offline' : 'warning'} sentence={linkFailure(error)} urgent>
      <Button size="sm" onClick={onRetry}>
        {m.retry()}
      </Button>
    </Stage>
  )
}

export function Stage({
  icon,
  sentence,
  urgent = false,
  children,
}: {
  icon: IconName
  sentence: string
  urgent?: boolean
  children?: ReactNode
}) {
  return (
    <div
      role={urgent ? 'alert' : 'status'}
      className="flex aspect-video flex-col items-center justify-center gap-3 border-b border-line bg-hover px-6 text-center text-muted"
    >
      <Icon name={icon} />
      <p className="max-w-sm text-balance">{sentence}</p>
      <div className="flex gap-2">{children}</div>
    </div>
  )
}

const DOWNLOAD_SECONDS = 900

/** Through a link like any other, so it is on the trail as one; the browser opens it beside the console. */
export function Download({ recording }: { recording: ListedRecording }) {
  const unavailable = useUnavailable('recordings.share')
  const download = useMutation({
    networkMode: 'always',
    // Used where it arrives: what a mutation answers stays in its cache, and a link must not.
    mutationFn: async () => {
      const { url } = await askForLink(recording.recordingId, 'share', DOWNLOAD_SECONDS)
      openBeside(url, recording.filename)
    },
  })
  return (
    <>
      <Button
        size="sm"
        icon="download"
        unavailable={unavailable}
        disabled={download.isPending}
        onClick={() => download.mutate()}
      >
        {m.download()}
      </Button>
      {download.error && (
        <span role="alert" className="text-xs text-danger">
          {linkFailure(asApiError(download.error))}
        </span>
      )}
    </>
  )
}

function openBeside(url: string, filename: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = filename
  link.target = '_blank'
  link.rel = 'noopener noreferrer'
  link.click()
}
