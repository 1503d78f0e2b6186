import { expect, test } from 'vitest'
import { PERMISSIONS, permissionsOf, ROLES, rolesWith } from './permissions.ts'

test('each role may what the table in SECURITY.md says', () => {
  expect(Object.fromEntries(ROLES.map((role) => [role, permissionsOf(role)]))).toEqual({
    viewer: ['recordings.read'],
    operator: ['recordings.read', 'recordings.share'],
    manager: ['recordings.read', 'recordings.share', 'recordings.delete'],
    admin: [...PERMISSIONS],
  })
})

test('the roles that may delete are named least first', () => {
  expect(rolesWith('recordings.delete')).toEqual(['manager', 'admin'])
})
