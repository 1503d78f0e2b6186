import type { ApiError } from '../api/error.ts'
import { m } from '../i18n/messages.ts'
import { useWait } from '../lib/wait.ts'
import { explain } from '../session/explain.ts'
import { Button } from '../ui/button.tsx'

/** What went wrong, in a line: it goes on by itself where waiting helps, and otherwise when someone says so. */
export function Problem({ error, what, onRetry }: { error: ApiError; what: string; onRetry: () => void }) {
  const seconds = useWait(error.isRateLimit ? error.retryAt : undefined, onRetry)
  return (
    <>
      <span>
        {what} {seconds === undefined ? explain(error) : m.problem_rate_limited({ seconds })}
      </span>
      {seconds === undefined && (
        <Button size="sm" onClick={onRetry}>
          {m.retry()}
        </Button>
      )}
    </>
  )
}
