import type { ListedRecording } from '@reeldesk/contract'
import { useId, useState } from 'react'
import { m } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { copyLink } from './copy-link.tsx'
import { useLinkMaximum } from './copy-link-button.tsx'
import { chosenLifetime } from './link-lifetime.ts'
import { LifetimeField, useLifetime } from './link-lifetime-field.tsx'

/** Another lifetime than the offered ones, for once or from now on. */
export default function LinkLifetimeDialog({
  recording,
  onClose,
}: {
  recording: ListedRecording
  onClose: () => void
}) {
  const maximum = useLinkMaximum()
  const lifetime = useLifetime(maximum)
  const keepId = useId()
  const [isToStay, setToStay] = useState(false)
  return (
    <Dialog
      title={m.link_lifetime_title()}
      onClose={onClose}
      onSubmit={() => {
        if (lifetime.seconds === undefined) return
        if (isToStay) chosenLifetime.set(lifetime.seconds)
        onClose()
        void copyLink(recording, lifetime.seconds)
      }}
      footer={
        <>
          <Button onClick={onClose}>{m.cancel()}</Button>
          <Button look="accent" type="submit" icon="link" unavailable={lifetime.problem}>
            {m.copy_link()}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <LifetimeField lifetime={lifetime} />
        <label htmlFor={keepId} className="flex min-h-6 items-center gap-2">
          <Checkbox id={keepId} checked={isToStay} onChange={(event) => setToStay(event.target.checked)} />
          {m.link_lifetime_keep()}
        </label>
      </div>
    </Dialog>
  )
}
