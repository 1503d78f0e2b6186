import { Link } from '@tanstack/react-router'
import { m } from '../i18n/messages.ts'
import { EmptyState } from '../ui/empty-state.tsx'

export function NotFound() {
  return (
    <EmptyState
      icon="search"
      title={m.not_found_title()}
      action={
        <Link to="/recordings" className="text-accent underline underline-offset-2">
          {m.not_found_action()}
        </Link>
      }
    />
  )
}
