import { DELETION_LIMITS, type ListedRecording } from '@reeldesk/contract'
import { useState } from 'react'
import { remainingTime } from '../deletions/remaining-time.ts'
import { m } from '../i18n/messages.ts'
import { formats } from '../lib/format.ts'
import { useWait } from '../lib/wait.ts'
import { explain } from '../session/explain.ts'
import { useSession } from '../session/session.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/dialog-field.tsx'
import { InlineProblem } from '../ui/dialog-problem.tsx'
import { DeleteFacts } from './delete-facts.tsx'
import { isBeingDeleted, isTypedCount, TYPED_ABOVE } from './delete-summary.ts'
import { asLoaded } from './delete-targets.ts'
import { useDelete } from './use-delete.ts'

interface Props {
  recordings: readonly ListedRecording[]
  onClose: () => void
}

/** Says what will go before anything does. */
export default function DeleteDialog({ recordings, onClose }: Props) {
  const session = useSession()
  // Looked at once, when the dialog opens: what is counted must not change under the button.
  const [named] = useState(() => recordings.map(asLoaded))
  const [going] = useState(() => named.filter((recording) => !isBeingDeleted(recording)))
  const most = session?.limits.recordingsPerDeletion ?? DELETION_LIMITS.maxRecordings
  if (going.length === 0) return <NothingToDelete onClose={onClose} />
  if (going.length > most) return <TooMany count={going.length} most={most} onClose={onClose} />
  return (
    <Ask
      going={going}
      leftOut={named.length - going.length}
      graceMs={(session?.limits.deleteGraceSeconds ?? 0) * 1_000}
      onClose={onClose}
    />
  )
}

function Ask({
  going,
  leftOut,
  graceMs,
  onClose,
}: {
  going: readonly ListedRecording[]
  leftOut: number
  graceMs: number
  onClose: () => void
}) {
  const count = going.length
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const { state, send } = useDelete(going, onClose)
  const error = state.kind === 'refused' || state.kind === 'unclear' ? state.error : undefined
  const wait = useWaitWords(error?.isRateLimit ? error.retryAt : undefined)
  const isFixed = state.kind === 'sending' || state.kind === 'unclear'
  const needsTyping = count > TYPED_ABOVE
  const unavailable = wait ?? (needsTyping && !isTypedCount(typed, count) ? m.delete_type_first({ count }) : undefined)

  return (
    <Dialog
      title={m.delete_title({ count })}
      isBusy={state.kind === 'sending'}
      onClose={onClose}
      onSubmit={() => {
        if (unavailable === undefined) send(reason.trim())
      }}
      footer={
        <>
          <Button onClick={onClose} disabled={state.kind === 'sending'}>
            {m.cancel()}
          </Button>
          <Button
            look="danger"
            type="submit"
            icon="trash"
            unavailable={unavailable}
            disabled={state.kind === 'sending'}
          >
            {state.kind === 'sending'
              ? m.delete_sending()
              : state.kind === 'unclear'
                ? m.try_again()
                : m.delete_confirm({ count })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <DeleteFacts recordings={going} leftOut={leftOut} />
        <p className="text-sm text-muted">
          {graceMs > 0 ? m.delete_undo_window({ count, left: remainingTime(graceMs) }) : m.delete_no_undo({ count })}
        </p>
        {needsTyping && (
          <Field
            data-first
            label={m.delete_type_count({ count: formats.number(count) })}
            inputMode="numeric"
            value={typed}
            disabled={isFixed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
        <Field
          {...(needsTyping ? {} : { 'data-first': true })}
          label={m.delete_reason()}
          hint={m.delete_reason_hint()}
          maxLength={DELETION_LIMITS.maxReasonLength}
          value={reason}
          disabled={isFixed}
          onChange={(event) => setReason(event.target.value)}
        />
        {error && (
          <InlineProblem detail={error.requestId && m.request_id_is({ requestId: error.requestId })}>
            {wait ?? explain(error)} {state.kind === 'unclear' && m.delete_unclear()}
          </InlineProblem>
        )}
      </div>
    </Dialog>
  )
}

/** Counts a rate limit down; what is destructive is then pressed again, not sent by itself. */
function useWaitWords(retryAt: number | undefined): string | undefined {
  const seconds = useWait(retryAt, () => {})
  return seconds === undefined || seconds === 0 ? undefined : m.delete_wait({ seconds })
}

function TooMany({ count, most, onClose }: { count: number; most: number; onClose: () => void }) {
  return (
    <Dialog title={m.delete_too_many_title()} onClose={onClose} footer={<Button onClick={onClose}>{m.close()}</Button>}>
      <p>{m.delete_too_many({ count: formats.number(count), most: formats.number(most) })}</p>
    </Dialog>
  )
}

function NothingToDelete({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={m.delete_nothing_title()} onClose={onClose} footer={<Button onClick={onClose}>{m.close()}</Button>}>
      <p>{m.delete_nothing()}</p>
    </Dialog>
  )
}
