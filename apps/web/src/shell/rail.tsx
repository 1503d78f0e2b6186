import type { Session } from '@reeldesk/contract'
import { Link } from '@tanstack/react-router'
import { m } from '../i18n/messages.ts'
import { keysOf } from '../lib/shortcuts.ts'
import { needsRole, roleName } from '../session/session.ts'
import { Badge } from '../ui/badge.tsx'
import { IconButton } from '../ui/button.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Kbd } from '../ui/kbd.tsx'
import mark from './mark.svg'
import { PersonMenu } from './person-menu.tsx'
import type { Sheet } from './shell-keys.ts'

/** On the left, narrower where room is short; on a phone its parts are the top and the bottom of the screen. */
export function Rail({ session, onSheet }: { session: Session | undefined; onSheet: (sheet: Sheet) => void }) {
  return (
    <>
      <header className="rail-top">
        <img src={mark} alt="" width={24} height={24} />
        <span className="rail-wide text-md font-semibold">{m.product()}</span>
        <span className="max-lg:hidden flex-1" />
        {session && <WorkspaceBadge workspace={session.workspace} />}
      </header>
      <nav aria-label={m.nav_main()} className="rail-nav">
        <button type="button" className="rail-find" onClick={() => onSheet('palette')}>
          <Icon name="search" />
          <span className="rail-wide flex-1 text-left">{m.palette_open()}</span>
          <span className="rail-wide">
            <Kbd>{keysOf('screen.palette')[0]}</Kbd>
          </span>
        </button>
        <RailLink to="/recordings" icon="recordings" name={m.nav_recordings()} />
        <RailLink to="/deletions" icon="deletions" name={m.nav_deletions()} />
        <RailLink
          to="/activity"
          icon="activity"
          name={m.nav_activity()}
          lockedBecause={session && !session.permissions.includes('audit.read') ? needsRole('audit.read') : undefined}
        />
      </nav>
      <div className="rail-person">
        <PersonMenu onSheet={onSheet} session={session} />
        <Who session={session} />
        <span className="rail-wide">
          <IconButton label={m.shortcut_help()} hint="?" icon="keyboard" onClick={() => onSheet('help')} />
        </span>
      </div>
    </>
  )
}

function WorkspaceBadge({ workspace }: { workspace: Session['workspace'] }) {
  return workspace === 'sandbox' ? (
    <Badge tone="warn" title={m.workspace_sandbox_hint()}>
      {m.workspace_sandbox()}
    </Badge>
  ) : (
    <Badge title={m.workspace_live_hint()}>{m.workspace_live()}</Badge>
  )
}

function RailLink({
  to,
  icon,
  name,
  lockedBecause,
}: {
  to: '/recordings' | '/deletions' | '/activity'
  icon: IconName
  name: string
  lockedBecause?: string | undefined
}) {
  return (
    <Link to={to} className="rail-link" title={lockedBecause ?? name} aria-description={lockedBecause}>
      <Icon name={icon} />
      <span className="rail-name">{name}</span>
      {lockedBecause && <Icon name="lock" className="rail-wide text-faint" />}
    </Link>
  )
}

function Who({ session }: { session: Session | undefined }) {
  if (!session) return <span className="rail-wide flex-1" />
  const { principal, role } = session
  return (
    <p className="rail-wide min-w-0 flex-1 leading-4">
      <span className="name block text-xs font-medium" title={principal.email ?? principal.sub}>
        {principal.name ?? principal.email ?? principal.sub}
      </span>
      <span className="block truncate text-2xs text-muted">{roleName(role)}</span>
    </p>
  )
}
