import type { ListedRecording } from '@reeldesk/contract'
import { useMutation } from '@tanstack/react-query'
import { m } from '../i18n/messages.ts'
import { classes } from '../lib/classes.ts'
import { formats } from '../lib/format.ts'
import { explain } from '../session/explain.ts'
import { useUnavailable } from '../session/session.ts'
import { useMask } from '../shell/presenting.ts'
import { Button } from '../ui/button.tsx'
import { showToast } from '../ui/toast-store.ts'
import { exportAsCsv } from './export.ts'

const TOAST_MS = 6_000

export function ExportButton({
  label,
  size = 'md',
  isShort = false,
  disabled = false,
  recordings,
}: {
  label: string
  size?: 'sm' | 'md'
  /** On a phone only its icon is seen. */
  isShort?: boolean
  disabled?: boolean
  recordings: () => readonly ListedRecording[]
}) {
  const notAllowed = useUnavailable('recordings.share')
  const mask = useMask()
  const exporting = useMutation({
    mutationFn: async () => {
      const rows = recordings()
      await exportAsCsv(rows)
      return rows.length
    },
    onSuccess: (count) => say('good', m.export_done({ count, shown: formats.number(count) })),
    onError: (error) => say('bad', `${m.export_failed()} ${explain(error)}`),
  })
  return (
    <Button
      look={size === 'sm' ? 'quiet' : 'plain'}
      icon="download"
      size={size}
      unavailable={notAllowed ?? (mask.on ? m.presenting_off() : undefined)}
      disabled={disabled || exporting.isPending}
      className={classes(isShort && 'max-sm:w-8')}
      onClick={() => exporting.mutate()}
    >
      <span className={classes(isShort && 'max-sm:sr-only')}>{label}</span>
    </Button>
  )
}

function say(tone: 'good' | 'bad', text: string): void {
  showToast({ id: 'export', tone, body: text, announcement: text, life: TOAST_MS })
}
