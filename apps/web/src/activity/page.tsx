import { getRouteApi } from '@tanstack/react-router'
import { m } from '../i18n/messages.ts'
import { needsRole, useSession } from '../session/session.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ActivityFilters } from './filters.tsx'
import { Trail } from './trail.tsx'

const route = getRouteApi('/activity')

/** The audit trail, for those who may read it. */
export function ActivityPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const session = useSession()
  const isAllowed = session?.permissions.includes('audit.read')
  const show = (next: typeof search) => void navigate({ search: next, replace: true })

  return (
    <section aria-labelledby="activity-title" className="flex h-full flex-col">
      <h1 id="activity-title" className="px-4 pt-3 pb-2 text-lg font-semibold">
        {m.nav_activity()}
      </h1>
      {isAllowed === false ? (
        <EmptyState icon="lock" title={m.activity_not_allowed()} detail={needsRole('audit.read')} />
      ) : (
        isAllowed && (
          <>
            <ActivityFilters search={search} onChange={show} />
            <Trail search={search} onClear={() => show({})} />
          </>
        )
      )}
    </section>
  )
}
