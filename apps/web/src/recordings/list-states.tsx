import type { ApiError } from '../api/error.ts'
import { m } from '../i18n/messages.ts'
import { useWait } from '../lib/wait.ts'
import { explain } from '../session/explain.ts'
import { needsRole } from '../session/session.ts'
import type { Mask } from '../shell/presenting.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { roomOf } from './duration.ts'

export function NothingYet() {
  return <EmptyState icon="recordings" title={m.list_nothing_yet()} />
}

export function NothingMatches({ room, mask, onClear }: { room: string; mask: Mask; onClear: () => void }) {
  return (
    <EmptyState
      icon="search"
      title={m.list_nothing_matches({ room: mask.room(roomOf(room)) })}
      action={<Button onClick={onClear}>{m.room_filter_clear()}</Button>}
    />
  )
}

/** Failed with nothing to show. */
export function ListFailed({ error, onRetry }: { error: ApiError; onRetry: () => void }) {
  const seconds = useWait(error.isRateLimit ? error.retryAt : undefined, onRetry)
  if (error.code === 'no_role')
    return <EmptyState urgent icon="lock" title={m.no_role()} detail={error.problem?.detail} />
  if (error.code === 'forbidden') {
    return <EmptyState urgent icon="lock" title={m.list_forbidden()} detail={needsRole('recordings.read')} />
  }
  if (seconds !== undefined) {
    return <EmptyState urgent icon="clock" title={m.problem_rate_limited({ seconds })} />
  }
  return (
    <EmptyState
      urgent
      icon={error.kind === 'offline' ? 'offline' : 'warning'}
      title={`${m.list_failed()} ${explain(error)}`}
      detail={error.requestId && <RequestId id={error.requestId} />}
      action={<Button onClick={onRetry}>{m.retry()}</Button>}
    />
  )
}

function RequestId({ id }: { id: string }) {
  return (
    <>
      {m.request_id()} <code className="font-mono select-all">{id}</code>
    </>
  )
}

const BARS = Array.from({ length: 14 }, (_, index) => index)

/** The frame of the list with nothing in it yet: same header, same heights. */
export function Skeleton() {
  return (
    <div role="status" aria-label={m.list_loading()} className="skeleton">
      {BARS.map((bar) => (
        <span key={bar} aria-hidden="true" className="skeleton-row" />
      ))}
    </div>
  )
}
