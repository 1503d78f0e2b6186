import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { m } from '../i18n/messages.ts'
import { formats } from '../lib/format.ts'
import { Problem } from '../recordings/problem.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Spinner } from '../ui/spinner.tsx'
import { DeletionCard } from './card.tsx'
import { PageFailed, PageSkeleton } from './page-states.tsx'
import { listDeletionsQuery } from './queries.ts'

const route = getRouteApi('/deletions')

/** Every deletion there was, newest first; what is under way moves by itself. */
export function DeletionsPage() {
  const { open } = route.useSearch()
  const navigate = route.useNavigate()
  const list = useInfiniteQuery(listDeletionsQuery())
  const deletions = list.data?.pages.flatMap((page) => page.results) ?? []
  const { error, isPending, hasNextPage, isFetchingNextPage } = list

  return (
    <section aria-labelledby="deletions-title" className="flex h-full flex-col">
      <header className="flex flex-wrap items-baseline gap-x-3 border-b border-line px-4 pt-3 pb-2.5">
        <h1 id="deletions-title" className="text-lg font-semibold">
          {m.nav_deletions()}
        </h1>
        {!isPending && deletions.length > 0 && (
          <p className="text-muted">
            {hasNextPage
              ? m.deletions_loaded({ shown: formats.number(deletions.length) })
              : m.deletions_all({ shown: formats.number(deletions.length) })}
          </p>
        )}
      </header>
      {error && deletions.length > 0 && (
        <Banner tone="warn" icon="warning">
          <span className="flex flex-wrap items-center gap-2">
            <Problem error={error} what={m.deletions_refresh_failed()} onRetry={() => void list.refetch()} />
          </span>
        </Banner>
      )}
      <div className="min-h-0 flex-1 overflow-y-auto">
        {isPending ? (
          <PageSkeleton label={m.deletions_loading()} />
        ) : deletions.length === 0 ? (
          error ? (
            <PageFailed error={error} what={m.deletions_failed()} onRetry={() => void list.refetch()} />
          ) : (
            <EmptyState icon="deletions" title={m.deletions_none()} />
          )
        ) : (
          <>
            <ul className="mx-auto max-w-5xl">
              {deletions.map((deletion) => (
                <DeletionCard
                  key={deletion.deletionId}
                  deletion={deletion}
                  isOpen={open === deletion.deletionId}
                  onToggle={(isOpen) =>
                    void navigate({ search: isOpen ? { open: deletion.deletionId } : {}, replace: true })
                  }
                />
              ))}
            </ul>
            <footer className="flex min-h-16 items-center justify-center text-muted">
              {isFetchingNextPage ? (
                <Spinner label={m.deletions_loading()} />
              ) : hasNextPage ? (
                <Button onClick={() => void list.fetchNextPage()}>{m.list_load_more()}</Button>
              ) : (
                m.deletions_end()
              )}
            </footer>
          </>
        )}
      </div>
    </section>
  )
}
