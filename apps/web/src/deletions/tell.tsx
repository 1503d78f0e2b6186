import type { Deletion } from '@reeldesk/contract'
import type { QueryClient } from '@tanstack/react-query'
import { m } from '../i18n/messages.ts'
import { presenting } from '../shell/presenting.ts'
import { showToast, type Toast } from '../ui/toast-store.ts'
import { retry, undo } from './commands.ts'
import { Countdown } from './countdown.tsx'
import { type Phase, totalOf } from './progress.ts'
import { reasonOf } from './reasons.ts'
import { remainingTime } from './remaining-time.ts'
import { localTimeOf } from './server-clock.ts'

const SHORT_MS = 6_000
const LONGEST_COUNTDOWN_MS = 60_000

/** One toast per deletion, which says where it stands and offers what can still be done about it. */
export function tellOf(queryClient: QueryClient, deletion: Deletion, phase: Phase): void {
  showToast(toastOf(queryClient, deletion, phase))
}

function toastOf(queryClient: QueryClient, deletion: Deletion, phase: Phase): Toast {
  const { deletionId, totals, executeAt } = deletion
  const id = `deletion:${deletionId}`
  const count = totalOf(totals)
  const say = (words: string, tone: Toast['tone'] = 'neutral'): Toast => {
    return { id, tone, body: words, announcement: words, life: SHORT_MS }
  }

  switch (phase) {
    case 'counting-down': {
      const leftMs = localTimeOf(executeAt) - Date.now()
      return {
        id,
        tone: 'neutral',
        body: (
          <Countdown until={executeAt}>
            {(left) => (left === undefined ? m.deletion_sending({ count }) : m.deletion_counting_down({ count, left }))}
          </Countdown>
        ),
        announcement: m.deletion_counting_down({ count, left: remainingTime(leftMs) }),
        action: { label: m.undo(), shortcut: 'z', run: () => void undo(queryClient, deletionId) },
        // A window of days is undone on its row or on the deletions page, not from a toast.
        life: leftMs > LONGEST_COUNTDOWN_MS ? SHORT_MS * 2 : 'until-closed',
      }
    }
    case 'working':
      return say(m.deletion_scheduled({ count: totals.sent + totals.waiting }))
    case 'done':
      return say(m.deletion_done({ count: totals.gone }), 'good')
    case 'undone':
      return say(m.deletion_nothing_deleted({ count: totals.undone }))
    case 'needs-attention': {
      const words = m.deletion_incomplete({ left: totals.failed + totals.remaining, count, why: whyOf(deletion) })
      return {
        id,
        tone: 'bad',
        body: words,
        announcement: words,
        ...(presenting.get() ? {} : { action: { label: m.retry(), run: () => void retry(queryClient, deletionId) } }),
        life: 'until-closed',
      }
    }
  }
}

/** Each reason once: a hundred refusals are usually one. */
function whyOf({ items }: Deletion): string {
  const reasons = (items ?? []).flatMap(({ state, code }) =>
    state === 'failed' || state === 'remaining' ? [reasonOf(state, code)] : [],
  )
  return [...new Set(reasons)].join(' ')
}
