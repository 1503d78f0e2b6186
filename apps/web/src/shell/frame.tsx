import { useQuery } from '@tanstack/react-query'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { DeletionWatch } from '../deletions/watch.tsx'
import { m } from '../i18n/messages.ts'
import { useStore } from '../lib/store.ts'
import { SessionContext, sessionQuery } from '../session/session.ts'
import { signedOut } from '../session/signed-out.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Toasts } from '../ui/toasts.tsx'
import { Notices } from './notices.tsx'
import { Rail } from './rail.tsx'
import { type Sheet, useShellKeys } from './shell-keys.ts'

const HelpSheet = lazy(() => import('./help-sheet.tsx').then((sheet) => ({ default: sheet.HelpSheet })))
const Palette = lazy(() => import('./palette.tsx').then((palette) => ({ default: palette.Palette })))
const loadSignedOutDialog = () =>
  import('../session/signed-out-dialog.tsx').then((dialog) => ({ default: dialog.SignedOutDialog }))
const SignedOutDialog = lazy(loadSignedOutDialog)
/** Once nobody is signed in any more, no file of the app can be had either: this one has to be here before. */
const AHEAD_MS = 3_000

/** What every page stands in. */
export function Frame() {
  const { sheet, setSheet } = useShellKeys()
  usePage()
  const session = useQuery(sessionQuery)
  const hasNoRole = session.error?.code === 'no_role'
  return (
    <SessionContext value={session.data}>
      <div className="frame">
        <a href="#content" className="skip-link">
          {m.skip_to_content()}
        </a>
        <Rail session={session.data} onSheet={setSheet} />
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <Notices />
          <main id="content" tabIndex={-1} className="relative min-h-0 flex-1 outline-none">
            {hasNoRole ? (
              <EmptyState urgent icon="lock" title={m.no_role()} detail={session.error?.problem?.detail} />
            ) : (
              <Outlet />
            )}
          </main>
        </div>
        <Overlays sheet={sheet} onClose={() => setSheet(undefined)} />
        <DeletionWatch />
        <Toasts />
      </div>
    </SessionContext>
  )
}

function Overlays({ sheet, onClose }: { sheet: Sheet | undefined; onClose: () => void }) {
  const isSignedOut = useStore(signedOut)
  useEffect(() => {
    // What fails here, offline for one, is asked for again when it is needed.
    const timer = setTimeout(() => loadSignedOutDialog().catch(() => {}), AHEAD_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Suspense>
      {sheet === 'help' && <HelpSheet onClose={onClose} />}
      {sheet === 'palette' && <Palette onClose={onClose} />}
      {isSignedOut && <SignedOutDialog />}
    </Suspense>
  )
}

const PAGES: Record<string, () => string> = {
  recordings: m.nav_recordings,
  deletions: m.nav_deletions,
  activity: m.nav_activity,
}

/** The tab says which page this is, and on the way to another one the focus goes along. */
function usePage(): void {
  const page = useRouterState({ select: ({ location }) => location.pathname.split('/')[1] ?? '' })
  const before = useRef(page)
  useEffect(() => {
    document.title = m.page_title({ page: PAGES[page]?.() ?? m.nav_recordings() })
    if (before.current !== page) document.getElementById('content')?.focus({ preventScroll: true })
    before.current = page
  }, [page])
}
