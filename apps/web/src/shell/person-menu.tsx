import type { Session } from '@reeldesk/contract'
import { useMutation } from '@tanstack/react-query'
import { signOut } from '../api/client.ts'
import { m } from '../i18n/messages.ts'
import { singleKeys } from '../lib/shortcuts.ts'
import { useStore } from '../lib/store.ts'
import { roleName } from '../session/session.ts'
import { Icon } from '../ui/icon.tsx'
import { Menu, MenuHeading, MenuItem, MenuRule } from '../ui/menu.tsx'
import { presenting } from './presenting.ts'
import type { Sheet } from './shell-keys.ts'
import { THEMES, type Theme, theme } from './theme.ts'

const THEME_NAMES: Record<Theme, () => string> = {
  system: m.theme_system,
  light: m.theme_light,
  dark: m.theme_dark,
}

/** The person, and how this screen is to look and behave for them. */
export function PersonMenu({ session, onSheet }: { session: Session | undefined; onSheet: (sheet: Sheet) => void }) {
  const name = session?.principal.name ?? session?.principal.email
  return (
    <Menu
      label={m.person_menu()}
      align="start"
      button={(props) => (
        <button type="button" {...props} aria-label={m.person_menu()} title={m.person_menu()} className="person-button">
          {name ? <span aria-hidden="true">{initialsOf(name)}</span> : <Icon name="person" />}
        </button>
      )}
    >
      {session && (
        <MenuHeading>{m.person_is({ name: name ?? session.principal.sub, role: roleName(session.role) })}</MenuHeading>
      )}
      {session && <MenuRule />}
      <Choices />
      <MenuRule />
      <MenuItem hint="?" onChoose={() => onSheet('help')}>
        {m.shortcut_help()}
      </MenuItem>
      {session?.canSignOut && <SignOut />}
    </Menu>
  )
}

function Choices() {
  const chosen = useStore(theme)
  const isPresenting = useStore(presenting)
  const areKeysOn = useStore(singleKeys)
  return (
    <>
      <MenuHeading>{m.theme()}</MenuHeading>
      {THEMES.map((each) => (
        <MenuItem key={each} checked={each === chosen} onChoose={() => theme.set(each)}>
          {THEME_NAMES[each]()}
        </MenuItem>
      ))}
      <MenuHeading>{m.language()}</MenuHeading>
      <MenuItem checked onChoose={() => {}}>
        {m.language_en()}
      </MenuItem>
      <MenuRule />
      <MenuItem checked={isPresenting} hint="P" onChoose={() => presenting.set(!isPresenting)}>
        {m.shortcut_presenting()}
      </MenuItem>
      <MenuItem checked={areKeysOn} onChoose={() => singleKeys.set(!areKeysOn)}>
        {m.single_keys()}
      </MenuItem>
    </>
  )
}

function SignOut() {
  const leaving = useMutation({
    mutationFn: signOut,
    // Whatever this page holds belongs to the session that has just ended. The provider's own would sign right in again.
    onSuccess: ({ signOutAt }) => location.assign(signOutAt ?? '/'),
  })
  return <MenuItem onChoose={() => leaving.mutate()}>{m.sign_out()}</MenuItem>
}

/** First letters of the first and the last word, whatever the script. */
function initialsOf(name: string): string {
  const words = name.trim().split(/[\s@.]+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return ends
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase()
}
