import { m } from '../i18n/messages.ts'
import { keysOf, SHORTCUTS, type ShortcutId, singleKeys } from '../lib/shortcuts.ts'
import { useStore } from '../lib/store.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'

const GROUPS = [
  { group: 'list', name: m.shortcuts_list },
  { group: 'go', name: m.shortcuts_go },
  { group: 'recording', name: m.shortcuts_recording },
  { group: 'screen', name: m.shortcuts_screen },
] as const

const ids = Object.keys(SHORTCUTS) as ShortcutId[]

/** Every shortcut there is, from the one registry that also listens for them. */
export function HelpSheet({ onClose }: { onClose: () => void }) {
  const areOn = useStore(singleKeys)
  return (
    <Dialog title={m.shortcut_help()} width="lg" onClose={onClose}>
      <div className="columns-1 gap-10 sm:columns-2">
        {GROUPS.map(({ group, name }) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="pb-1 text-xs font-medium text-muted">{name()}</h3>
            <dl>
              {ids
                .filter((id) => SHORTCUTS[id].group === group)
                .map((id) => (
                  <div key={id} className="flex h-8 items-center gap-2 border-b border-line">
                    <dt className="flex-1">{SHORTCUTS[id].label()}</dt>
                    <dd className="flex gap-1">
                      {keysOf(id).map((key) => (
                        <Kbd key={key}>{key}</Kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <label htmlFor="single-keys" className="flex items-center gap-2 border-t border-line pt-3">
        <Checkbox id="single-keys" checked={areOn} onChange={(event) => singleKeys.set(event.target.checked)} />
        {m.single_keys()}
      </label>
    </Dialog>
  )
}
