import type { ApiError } from '../api/error.ts'
import { m } from '../i18n/messages.ts'
import { useWait } from '../lib/wait.ts'
import { explain } from '../session/explain.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'

/** Failed with nothing to show. */
export function PageFailed({ error, what, onRetry }: { error: ApiError; what: string; onRetry: () => void }) {
  const seconds = useWait(error.isRateLimit ? error.retryAt : undefined, onRetry)
  if (seconds !== undefined) return <EmptyState urgent icon="clock" title={m.problem_rate_limited({ seconds })} />
  return (
    <EmptyState
      urgent
      icon={error.kind === 'offline' ? 'offline' : 'warning'}
      title={`${what} ${explain(error)}`}
      detail={error.requestId && m.request_id_is({ requestId: error.requestId })}
      action={<Button onClick={onRetry}>{m.retry()}</Button>}
    />
  )
}

const BARS = ['w-1/2', 'w-2/3', 'w-2/5', 'w-3/5', 'w-1/2']

export function PageSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="mx-auto max-w-5xl">
      {BARS.map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars of a skeleton have no identity
        <div key={index} className="flex flex-col gap-3 border-b border-line px-4 py-4">
          <span className={`h-3 animate-pulse rounded-sm bg-hover ${width}`} />
          <span className="h-2 animate-pulse rounded-full bg-hover" />
        </div>
      ))}
    </div>
  )
}
