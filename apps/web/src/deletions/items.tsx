import type { DeletionItem } from '@reeldesk/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { m } from '../i18n/messages.ts'
import { Problem } from '../recordings/problem.tsx'
import { useMask } from '../shell/presenting.ts'
import { Spinner } from '../ui/spinner.tsx'
import { STATE_NAMES } from './progress-bar.tsx'
import { getDeletionQuery } from './queries.ts'
import { reasonOf } from './reasons.ts'

const ROW_HEIGHT = 32
const TALLEST = 320

/** What is not gone, one by one: as many as ten thousand, so only those in sight are drawn. */
export function DeletionItems({ deletionId }: { deletionId: string }) {
  const { data, error, refetch } = useQuery(getDeletionQuery(deletionId))
  if (!data?.items) {
    return (
      <div className="flex min-h-10 items-center gap-2 px-1">
        {error ? (
          <Problem error={error} what={m.deletion_items_failed()} onRetry={() => void refetch()} />
        ) : (
          <Spinner label={m.deletions_loading()} />
        )}
      </div>
    )
  }
  return <Items items={data.items} />
}

function Items({ items }: { items: DeletionItem[] }) {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  })
  return (
    <section
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
      tabIndex={0}
      aria-label={m.deletion_items()}
      className="mt-1 overflow-y-auto rounded-md bg-hover"
      style={{ height: Math.min(TALLEST, items.length * ROW_HEIGHT) }}
    >
      <ul className="relative" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const item = items[index]
          return item && <Item key={item.recordingId} item={item} top={start} position={index + 1} of={items.length} />
        })}
      </ul>
    </section>
  )
}

function Item({ item, top, position, of }: { item: DeletionItem; top: number; position: number; of: number }) {
  const { recordingId, filename, state, code } = item
  const mask = useMask()
  const why = state === 'failed' || state === 'remaining' ? reasonOf(state, code) : undefined
  return (
    <li
      aria-posinset={position}
      aria-setsize={of}
      className="absolute inset-x-0 flex items-center gap-3 px-3 text-xs"
      style={{ height: ROW_HEIGHT, transform: `translateY(${top}px)` }}
    >
      <Link
        to="/recordings/$recordingId"
        params={{ recordingId }}
        dir="auto"
        className="name min-w-0 flex-1 hover:underline"
        title={recordingId}
      >
        {filename === null ? recordingId : mask.file(filename)}
      </Link>
      {why && (
        <span className="name min-w-0 flex-1 text-muted" title={why}>
          {why}
        </span>
      )}
      <span className={state === 'failed' || state === 'remaining' ? 'text-danger' : 'text-muted'}>
        {STATE_NAMES[state]()}
      </span>
    </li>
  )
}
