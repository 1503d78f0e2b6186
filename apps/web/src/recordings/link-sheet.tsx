import type { ListedRecording } from '@reeldesk/contract'
import type { ApiError } from '../api/error.ts'
import { m } from '../i18n/messages.ts'
import { formats } from '../lib/format.ts'
import { useWait } from '../lib/wait.ts'
import { useMask } from '../shell/presenting.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { InlineProblem } from '../ui/dialog-problem.tsx'
import { ProgressLine } from '../ui/dialog-progress.tsx'
import { useLinkMaximum } from './copy-link-button.tsx'
import { linkFailure } from './link-failure.tsx'
import { LifetimeField, useLifetime } from './link-lifetime-field.tsx'
import type { LinkList } from './link-list.ts'
import { LinkListResult } from './link-list-result.tsx'
import { useLinkList } from './use-link-list.ts'

/** One list of name, link and expiry for everything selected, made one after the other. It is gone with the sheet. */
export default function LinkSheet({
  recordings,
  onClose,
}: {
  recordings: readonly ListedRecording[]
  onClose: () => void
}) {
  const lifetime = useLifetime(useLinkMaximum())
  const { list, make, stop } = useLinkList(recordings)
  const count = recordings.length
  const isMoving = list?.phase.kind === 'running' || list?.phase.kind === 'waiting'
  const isOver = list?.phase.kind === 'finished'
  const begin = () => {
    if (lifetime.seconds !== undefined && !isMoving && !isOver) make(lifetime.seconds)
  }
  return (
    <Dialog
      title={m.links_title({ count })}
      width="lg"
      // A press beside the sheet must not throw away links that are in the trail already.
      isHeld={list !== undefined}
      isBusy={isMoving}
      onClose={onClose}
      onSubmit={begin}
      footer={
        <>
          {isMoving && <Button onClick={stop}>{m.links_stop()}</Button>}
          {!isMoving && <Button onClick={onClose}>{list ? m.close() : m.cancel()}</Button>}
          {!isMoving && !isOver && (
            <Button look="accent" type="submit" icon="link" unavailable={lifetime.problem}>
              {list ? m.links_go_on() : m.links_make({ count })}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {list === undefined ? (
          <>
            <LifetimeField lifetime={lifetime} />
            <p className="text-muted">{m.links_warning()}</p>
          </>
        ) : (
          <Progress list={list} />
        )}
        {list && (list.made.length > 0 || list.missed.length > 0) && <LinkListResult list={list} />}
      </div>
    </Dialog>
  )
}

function Progress({ list }: { list: LinkList<ApiError> }) {
  const { total, made, missed, phase } = list
  const seconds = useWait(phase.kind === 'waiting' ? phase.until : undefined, () => {})
  const mask = useMask()
  const done = made.length + missed.length
  const words = {
    running: m.links_running,
    waiting: () => m.links_waiting({ seconds: seconds ?? 0 }),
    interrupted: m.links_interrupted,
    stopped: m.links_stopped,
    finished: () => (missed.length === 0 ? m.links_finished() : m.links_finished_partly({ count: missed.length })),
  }[phase.kind]()
  return (
    <>
      <ProgressLine
        label={words}
        value={done}
        max={total}
        figures={m.links_progress({ done: formats.number(done), total: formats.number(total) })}
      />
      {phase.kind === 'interrupted' && <InlineProblem>{linkFailure(phase.failure)}</InlineProblem>}
      {missed.length > 0 && (
        <section aria-label={m.links_missed()} className="flex flex-col gap-1">
          <h3 className="text-xs font-medium text-danger">{m.links_missed()}</h3>
          <ul className="max-h-32 overflow-y-auto text-xs">
            {missed.map(({ recordingId, filename, failure }) => (
              <li key={recordingId} className="flex gap-2 py-0.5">
                <bdi className="name min-w-0 max-w-1/2">{mask.file(filename)}</bdi>
                <span className="min-w-0 flex-1 text-muted">{linkFailure(failure)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
