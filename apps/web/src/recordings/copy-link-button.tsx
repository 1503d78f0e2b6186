import type { ListedRecording } from '@reeldesk/contract'
import { m } from '../i18n/messages.ts'
import { useStore } from '../lib/store.ts'
import { useSession, useUnavailable } from '../session/session.ts'
import { useMask } from '../shell/presenting.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Menu, MenuHeading, MenuItem, MenuRule } from '../ui/menu.tsx'
import { copyLink } from './copy-link.tsx'
import { flow } from './flow.ts'
import { chosenLifetime, defaultLifetime, offeredLifetimes } from './link-lifetime.ts'
import { lifetimeWords } from './link-words.ts'

/** What this person may hand out at most, in seconds; 0 until it is known. */
export const useLinkMaximum = (): number => useSession()?.limits.linkMaxSeconds ?? 0

/** One press copies with the person's default lifetime; beside it, the others. */
export function CopyLinkButton({
  recording,
  tabIndex,
  look = 'icon',
}: {
  recording: ListedRecording
  tabIndex?: 0 | -1
  look?: 'icon' | 'words'
}) {
  const unavailable = useUnavailable('recordings.share')
  const maximum = useLinkMaximum()
  useStore(chosenLifetime)
  const standard = defaultLifetime(maximum)
  const name = useMask().file(recording.filename)
  const press = {
    unavailable,
    onClick: () => void copyLink(recording, standard),
    ...(tabIndex === undefined ? {} : { tabIndex }),
  }
  return (
    <span className="inline-flex">
      {look === 'icon' ? (
        <IconButton label={m.copy_link_of({ name })} hint="c" icon="link" {...press} />
      ) : (
        <Button
          icon="link"
          className="rounded-r-none"
          title={m.copy_link_lives({ lifetime: lifetimeWords(standard) })}
          {...press}
        >
          {m.copy_link()}
        </Button>
      )}
      <Menu
        label={m.link_lifetime()}
        button={(menu) => (
          <IconButton
            {...menu}
            label={m.link_lifetimes_of({ name })}
            icon="chevronDown"
            unavailable={unavailable}
            {...(tabIndex === undefined ? {} : { tabIndex })}
            {...(look === 'icon'
              ? { className: 'w-6!' }
              : { look: 'plain', size: 'md', className: '-ml-px rounded-l-none' })}
          />
        )}
      >
        <Lifetimes recording={recording} maximum={maximum} standard={standard} />
      </Menu>
    </span>
  )
}

/** A component, so that it is worked out when a menu opens and not once per row. */
function Lifetimes({
  recording,
  maximum,
  standard,
}: {
  recording: ListedRecording
  maximum: number
  standard: number
}) {
  return (
    <>
      <MenuHeading>{m.link_copy_for()}</MenuHeading>
      {offeredLifetimes(maximum).map((seconds) => (
        <MenuItem
          key={seconds}
          hint={seconds === standard ? m.link_default() : undefined}
          onChoose={() => void copyLink(recording, seconds)}
        >
          {lifetimeWords(seconds)}
        </MenuItem>
      ))}
      <MenuRule />
      <MenuItem onChoose={() => flow.set({ kind: 'link-lifetime', recording })}>{m.link_other_lifetime()}</MenuItem>
    </>
  )
}
