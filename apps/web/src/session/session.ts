import { type Permission, type Role, rolesWith, type Session } from '@reeldesk/contract'
import { queryOptions } from '@tanstack/react-query'
import { createContext, use } from 'react'
import { getSession } from '../api/client.ts'
import { m } from '../i18n/messages.ts'

export const sessionQuery = queryOptions({
  queryKey: ['getSession'],
  queryFn: ({ signal }) => getSession(signal),
  staleTime: 5 * 60_000,
})

/** Given by the frame: hundreds of buttons read it, and an observer of the query for each would cost a scroll its pace. */
export const SessionContext = createContext<Session | undefined>(undefined)

export const useSession = (): Session | undefined => use(SessionContext)

/** Why this person cannot, or undefined when they can: goes straight into a button's `unavailable`. */
export function useUnavailable(permission: Permission): string | undefined {
  const session = useSession()
  if (!session) return m.session_unknown_yet()
  return session.permissions.includes(permission) ? undefined : needsRole(permission)
}

const ROLE_NAMES: Record<Role, () => string> = {
  viewer: m.role_viewer,
  operator: m.role_operator,
  manager: m.role_manager,
  admin: m.role_admin,
}

export const roleName = (role: Role) => ROLE_NAMES[role]()

/** "Needs the manager role": the lowest that may, since every higher one may too. */
export function needsRole(permission: Permission): string {
  const [lowest] = rolesWith(permission)
  return lowest === undefined ? m.session_not_allowed() : m.session_needs_role({ role: roleName(lowest) })
}
