import type { AuditOutcome } from '@reeldesk/contract'
import { m } from '../i18n/messages.ts'
import { Badge } from '../ui/badge.tsx'
import type { Line } from './fold.ts'

const OUTCOMES: Record<AuditOutcome, { tone: 'quiet' | 'warn' | 'danger' | 'good'; name: () => string }> = {
  intended: { tone: 'warn', name: m.outcome_unsettled },
  succeeded: { tone: 'quiet', name: m.outcome_succeeded },
  failed: { tone: 'danger', name: m.outcome_failed },
  denied: { tone: 'warn', name: m.outcome_denied },
}

/** An intent without outcome stays in sight: it was committed, and what came of it is not known here. */
export function Outcome({ line: { event, isUnsettled } }: { line: Line }) {
  const { tone, name } = OUTCOMES[event.outcome]
  return (
    <Badge tone={tone} {...(isUnsettled ? { title: m.outcome_unsettled_hint() } : {})}>
      {name()}
    </Badge>
  )
}
