import { useEffect, useRef } from 'react'
import { m } from '../i18n/messages.ts'
import { useMask } from '../shell/presenting.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { FIELD } from '../ui/dialog-field.tsx'
import { untilWords } from './copy-link.tsx'
import type { Flow } from './flow.ts'

/** Where the clipboard is refused: the link, selected, to copy by hand. It is gone with the dialog. */
export default function LinkByHandDialog({
  link,
  onClose,
}: {
  link: Extract<Flow, { kind: 'link-by-hand' }>
  onClose: () => void
}) {
  const field = useRef<HTMLTextAreaElement>(null)
  const name = useMask().file(link.filename)
  useEffect(() => field.current?.select(), [])
  return (
    <Dialog
      title={m.link_by_hand_title()}
      width="md"
      onClose={onClose}
      footer={<Button onClick={onClose}>{m.close()}</Button>}
    >
      <div className="flex flex-col gap-3">
        <p>{m.link_by_hand()}</p>
        <textarea
          ref={field}
          data-first
          readOnly
          rows={4}
          aria-label={m.link_of({ name })}
          value={link.url}
          onFocus={(event) => event.target.select()}
          className={`${FIELD} h-auto resize-none py-2 font-mono text-xs break-all`}
        />
        <p className="text-muted">{untilWords(link.seconds, link.expiresAt, Date.now())}</p>
      </div>
    </Dialog>
  )
}
