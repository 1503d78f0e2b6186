import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useId, useLayoutEffect, useRef } from 'react'
import { m } from '../i18n/messages.ts'
import { useShortcut } from '../lib/shortcuts.ts'
import { useStore } from '../lib/store.ts'
import { explain } from '../session/explain.ts'
import { useMask } from '../shell/presenting.ts'
import { IconButton } from '../ui/button.tsx'
import { DetailBody } from './detail-body.tsx'
import { DetailFailed, DetailLoading } from './detail-states.tsx'
import { loadedRows } from './list-state.ts'
import { getRecordingQuery } from './queries.ts'

/** One recording, as a panel over the list; on a narrow screen it is all there is. */
export function DetailPanel({ recordingId }: { recordingId: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const headingId = useId()
  const navigate = useNavigate()
  const mask = useMask()
  // What the list knows is shown at once, and asked for again: the list may be old.
  const listed = useStore(loadedRows, (rows) => rows.items[rows.indexOf(recordingId) ?? -1])
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...getRecordingQuery(recordingId),
    ...(listed ? { placeholderData: listed } : {}),
  })
  // The list hears of deletions first.
  const recording = listed && (isPlaceholderData || !data) ? listed : data
  const name = recording ? mask.file(recording.filename) : m.detail_title()

  const close = () => {
    void navigate({ to: '/recordings', search: true }).then(focusPlace)
  }
  useShortcut('screen.close', close)
  useFocusOnOpen(heading)

  return (
    <section
      aria-labelledby={headingId}
      className="absolute inset-y-0 right-0 z-20 flex w-full flex-col border-line bg-canvas sm:w-[30rem] sm:border-l sm:shadow-lift"
    >
      <header className="flex items-start gap-2 border-b border-line py-2.5 pr-3 pl-4">
        <h2
          ref={heading}
          id={headingId}
          tabIndex={-1}
          dir="auto"
          className="line-clamp-2 min-w-0 flex-1 py-0.5 text-md font-semibold break-words outline-none"
        >
          {name}
        </h2>
        <IconButton label={m.detail_close()} hint="Esc" icon="close" onClick={close} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {error && !(recording && error.code !== 'recording_gone') ? (
          <DetailFailed error={error} onRetry={() => void refetch()} onClose={close} />
        ) : recording ? (
          <>
            {error && (
              <p role="status" className="bg-warn-soft px-4 py-1.5 text-warn">
                {m.detail_stale()} {explain(error)}
              </p>
            )}
            <DetailBody recording={recording} />
          </>
        ) : (
          <DetailLoading />
        )}
      </div>
    </section>
  )
}

/** Back to the row where the keyboard stood. */
function focusPlace(): void {
  document.querySelector<HTMLElement>('[role=row][tabindex="0"]')?.focus({ preventScroll: true })
}

/** True for the moment in which one recording's panel makes way for the next one's. */
let isChanging = false

/** Opening takes the focus to the panel; walking from row to row with the panel open leaves it in the list. */
function useFocusOnOpen(heading: React.RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    if (!isChanging) heading.current?.focus({ preventScroll: true })
    return () => {
      isChanging = true
      queueMicrotask(() => {
        isChanging = false
      })
    }
  }, [heading])
}
