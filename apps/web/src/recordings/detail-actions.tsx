import type { ListedRecording } from '@reeldesk/contract'
import { m } from '../i18n/messages.ts'
import { useShortcut } from '../lib/shortcuts.ts'
import { useUnavailable } from '../session/session.ts'
import { useMask } from '../shell/presenting.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { closeToast, showToast } from '../ui/toast-store.ts'
import { copyLink, copyText } from './copy-link.tsx'
import { CopyLinkButton, useLinkMaximum } from './copy-link-button.tsx'
import { isBeingDeleted } from './delete-summary.ts'
import { asCurl, asJson } from './detail-copy.ts'
import { flow } from './flow.ts'
import { defaultLifetime } from './link-lifetime.ts'
import { selection } from './selection.ts'

/** The keys act on what is open, unless something else is selected: then they say so by acting on that. */
export function DetailActions({ recording }: { recording: ListedRecording }) {
  const mask = useMask()
  const cannotShare = useUnavailable('recordings.share')
  const mayNotDelete = useUnavailable('recordings.delete')
  const cannotDelete = mayNotDelete ?? (isBeingDeleted(recording) ? m.delete_under_way() : undefined)
  const maximum = useLinkMaximum()
  const askToDelete = () => flow.set({ kind: 'delete', recordings: [recording] })
  const unlessSelected = (act: () => void) => () => {
    if (selection.get().count > 0) return false
    act()
  }
  useShortcut(
    'recording.copyLink',
    unlessSelected(() => void copyLink(recording, defaultLifetime(maximum))),
    cannotShare === undefined,
  )
  useShortcut('recording.delete', unlessSelected(askToDelete), cannotDelete === undefined && !mask.on)

  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5">
      <CopyLinkButton recording={recording} look="words" />
      {!mask.on && (
        <Button icon="trash" unavailable={cannotDelete} onClick={askToDelete}>
          {m.delete_this()}
        </Button>
      )}
      <Menu
        label={m.detail_copy_as()}
        button={(menu) => <IconButton {...menu} label={m.detail_copy_as()} icon="more" size="md" className="ml-auto" />}
      >
        <MenuItem onChoose={() => void copyAs(asJson(recording), m.detail_copied_json())}>
          {m.detail_copy_json()}
        </MenuItem>
        <MenuItem onChoose={() => void copyAs(asCurl(recording), m.detail_copied_curl())}>
          {m.detail_copy_curl()}
        </MenuItem>
        <MenuItem onChoose={() => void copyAs(recording.recordingId, m.detail_copied_id())}>
          {m.detail_copy_id()}
        </MenuItem>
      </Menu>
    </div>
  )
}

/** Facts, not secrets: where the clipboard is refused they can be shown in the notice itself. */
export async function copyAs(text: string, done: string): Promise<void> {
  const id = 'copied'
  closeToast(id)
  if (await copyText(text)) return showToast({ id, tone: 'good', body: done, announcement: done, life: 3_000 })
  showToast({
    id,
    tone: 'neutral',
    body: <pre className="max-h-40 overflow-auto text-xs whitespace-pre-wrap select-all">{text}</pre>,
    announcement: m.clipboard_refused(),
    life: 'until-closed',
  })
}
