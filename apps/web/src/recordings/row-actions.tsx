import type { ListedRecording } from '@reeldesk/contract'
import { useState } from 'react'
import { m } from '../i18n/messages.ts'
import { useStore } from '../lib/store.ts'
import { useUnavailable } from '../session/session.ts'
import { useMask } from '../shell/presenting.ts'
import { IconButton } from '../ui/button.tsx'
import { CopyLinkButton } from './copy-link-button.tsx'
import { isBeingDeleted } from './delete-summary.ts'
import { flow } from './flow.ts'
import { isFlying } from './list-state.ts'
import { usePlay } from './play.ts'

interface Props {
  recording: ListedRecording
  /** 0 in the row that holds the keyboard's place and -1 in all others. */
  tabIndex: 0 | -1
}

/** Play, copy link ▾, delete: most of what a row is made of, so a row that flies by waits with it until the list rests. */
export function RowActions(props: Props) {
  const isPassing = useStore(isFlying)
  const [isDrawn, setDrawn] = useState(!isPassing)
  if (!isDrawn && !isPassing) setDrawn(true)
  return isDrawn ? <Actions {...props} /> : null
}

function Actions({ recording, tabIndex }: Props) {
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
