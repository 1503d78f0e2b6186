import type { ListedRecording } from '@reeldesk/contract'
import { m } from '../i18n/messages.ts'
import { useUnavailable } from '../session/session.ts'
import { useMask } from '../shell/presenting.ts'
import { IconButton } from '../ui/button.tsx'
import { CopyLinkButton } from './copy-link-button.tsx'
import { isBeingDeleted } from './delete-summary.ts'
import { flow } from './flow.ts'
import { usePlay } from './play.ts'

interface Props {
  recording: ListedRecording
  /** 0 in the row that holds the keyboard's place and -1 in all others. */
  tabIndex: 0 | -1
}

/** Play, copy link ▾, delete. */
export function RowActions({ recording, tabIndex }: Props) {
  const mask = useMask()
  const name = mask.file(recording.filename)
  const cannotShare = useUnavailable('recordings.share')
  const cannotDelete = useUnavailable('recordings.delete')
  const play = usePlay()
  return (
    <>
      <IconButton
        label={m.play_recording({ name })}
        icon="play"
        tabIndex={tabIndex}
        unavailable={cannotShare}
        onClick={() => play(recording.recordingId)}
      />
      <CopyLinkButton recording={recording} tabIndex={tabIndex} />
      {!mask.on && (
        <IconButton
          label={m.delete_recording({ name })}
          hint="#"
          icon="trash"
          tabIndex={tabIndex}
          unavailable={cannotDelete ?? (isBeingDeleted(recording) ? m.delete_under_way() : undefined)}
          onClick={() => flow.set({ kind: 'delete', recordings: [recording] })}
        />
      )}
    </>
  )
}
