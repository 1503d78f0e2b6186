import type { DeletionMark, ListedRecording } from '@reeldesk/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { retry, undo, useIsUnderWay } from '../deletions/commands.ts'
import { Countdown } from '../deletions/countdown.tsx'
import { getDeletionQuery } from '../deletions/queries.ts'
import { reasonOf } from '../deletions/reasons.ts'
import { watchDeletion } from '../deletions/watched.ts'
import { m } from '../i18n/messages.ts'
import { useUnavailable } from '../session/session.ts'
import { useMask } from '../shell/presenting.ts'
import { Badge } from '../ui/badge.tsx'

interface Props {
  recording: ListedRecording
  tabIndex: 0 | -1
}

/** Undone is as if nothing had been; gone, and yet listed, is upstream saying otherwise: then upstream is believed. */
export function hasState({ deletion }: ListedRecording): boolean {
  return deletion !== undefined && deletion.state !== 'undone' && deletion.state !== 'gone'
}

/** What this console is about to do to a recording, or has tried to. */
export function DeletionState({ recording, tabIndex }: Props) {
  const mark = recording.deletion
  if (!mark || !hasState(recording)) return null
  return <Marked recording={recording} mark={mark} tabIndex={tabIndex} />
}

function Marked({ recording, mark, tabIndex }: Props & { mark: DeletionMark }) {
  const { deletionId, state, executeAt } = mark
  const isMoving = state === 'waiting' || state === 'sent'
  useEffect(() => {
    if (isMoving) watchDeletion(deletionId)
  }, [isMoving, deletionId])

  switch (state) {
    case 'waiting':
      return (
        <Countdown until={executeAt}>
          {(left) =>
            left === undefined ? (
              <Badge tone="warn">{m.row_sending()}</Badge>
            ) : (
              <>
                <Badge tone="warn">{m.row_deletes_in({ left })}</Badge>
                <Command name="undo" mark={mark} tabIndex={tabIndex} />
              </>
            )
          }
        </Countdown>
      )
    case 'sent':
      return (
        <Badge tone="quiet" title={m.row_scheduled_hint()}>
          {m.row_scheduled()}
        </Badge>
      )
    case 'failed':
    case 'remaining':
      return (
        <>
          <Failure recordingId={recording.recordingId} deletionId={deletionId} state={state} />
          <Command name="retry" mark={mark} tabIndex={tabIndex} />
        </>
      )
    case 'gone':
    case 'undone':
      return null
  }
}

/** A mark does not carry the reason: the deletion does, asked for once for all of its rows. */
function Failure({
  recordingId,
  deletionId,
  state,
}: {
  recordingId: string
  deletionId: string
  state: 'failed' | 'remaining'
}) {
  const { data: code } = useQuery({
    ...getDeletionQuery(deletionId),
    select: ({ items }) => items?.find((item) => item.recordingId === recordingId)?.code,
  })
  return (
    <Badge tone="danger" title={reasonOf(state, code)}>
      {state === 'failed' ? m.row_failed() : m.row_still_there()}
      <span className="sr-only">{reasonOf(state, code)}</span>
    </Badge>
  )
}

const COMMANDS = { undo, retry }
const LABELS = { undo: m.undo, retry: m.retry }

function Command({ name, mark, tabIndex }: { name: 'undo' | 'retry'; mark: DeletionMark; tabIndex: 0 | -1 }) {
  const queryClient = useQueryClient()
  const isUnderWay = useIsUnderWay(name, mark.deletionId)
  const unavailable = useUnavailable('recordings.delete')
  const mask = useMask()
  // Presenting switches off what destroys; undo does not.
  if (unavailable !== undefined || (mask.on && name === 'retry')) return null
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      disabled={isUnderWay}
      title={name === 'undo' ? m.row_undo_hint() : m.row_retry_hint()}
      onClick={() => COMMANDS[name](queryClient, mark.deletionId)}
      className="min-h-6 rounded-sm px-1 text-xs font-medium text-accent underline-offset-2 hover:underline disabled:opacity-50"
    >
      {LABELS[name]()}
    </button>
  )
}
