/** Roles from least to most; a person has exactly one. */
export const ROLES = ['viewer', 'operator', 'manager', 'admin'] as const
export type Role = (typeof ROLES)[number]

export const PERMISSIONS = ['recordings.read', 'recordings.share', 'recordings.delete', 'audit.read'] as const
export type Permission = (typeof PERMISSIONS)[number]

/** The lowest role that may. Every higher role may too. */
const LOWEST_ROLE: Record<Permission, Role> = {
  /** See recordings, their facts, and the deletions they are part of. */
  'recordings.read': 'viewer',
  /** Play, make links, export the list. */
  'recordings.share': 'operator',
  /** Delete, undo, retry. */
  'recordings.delete': 'manager',
  /** Read, export and verify the trail. */
  'audit.read': 'admin',
}

export function may(role: Role, permission: Permission): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(LOWEST_ROLE[permission])
}

export function permissionsOf(role: Role): Permission[] {
  return PERMISSIONS.filter((permission) => may(role, permission))
}

/** The roles that may, least first: for "Needs the manager role". */
export function rolesWith(permission: Permission): Role[] {
  return ROLES.filter((role) => may(role, permission))
}
