import type { ApiError } from '../api/error.ts'
import { m } from '../i18n/messages.ts'
import { useWait } from '../lib/wait.ts'
import { explain } from '../session/explain.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'

/** Gone is not an error: it is what became of the recording. */
export function DetailFailed({
  error,
  onRetry,
  onClose,
}: {
  error: ApiError
  onRetry: () => void
  onClose: () => void
}) {
  const seconds = useWait(error.isRateLimit ? error.retryAt : undefined, onRetry)
  if (error.code === 'recording_gone' || error.code === 'invalid_request') {
    return (
      <EmptyState
        icon="deletions"
        title={error.code === 'recording_gone' ? m.recording_gone() : m.recording_no_such()}
        action={<Button onClick={onClose}>{m.detail_back()}</Button>}
      />
    )
  }
  if (seconds !== undefined) return <EmptyState urgent icon="clock" title={m.problem_rate_limited({ seconds })} />
  return (
    <EmptyState
      urgent
      icon={error.kind === 'offline' ? 'offline' : 'warning'}
      title={m.detail_failed({ why: explain(error) })}
      detail={error.requestId && m.request_id_is({ requestId: error.requestId })}
      action={<Button onClick={onRetry}>{m.retry()}</Button>}
    />
  )
}

export function DetailLoading() {
  return (
    <div role="status" aria-label={m.detail_loading()}>
      <div className="aspect-video animate-pulse border-b border-line bg-hover" />
      <div className="flex flex-col gap-3 px-4 py-4">
        {['w-2/3', 'w-1/2', 'w-3/5', 'w-1/3'].map((width) => (
          <span key={width} className={`h-3 animate-pulse rounded-sm bg-hover ${width}`} />
        ))}
      </div>
    </div>
  )
}
