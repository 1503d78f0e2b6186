import { describe, expect, test } from 'vitest'
import { groupsOf, principalOf } from './claims.ts'
import { identified } from './roles.ts'

const PATHS = { name: 'name', email: 'email', groups: 'groups' }
const ROLES = { viewer: ['staff'], operator: ['support'], manager: ['leads', 'staff-leads'], admin: ['admins'] }
const JANE = { iss: 'idp', sub: 'jane', name: null, email: null }

const roleOf = (claims: Record<string, unknown>, paths = PATHS) => {
  const identification = identified(JANE, groupsOf(claims, paths), ROLES)
  return identification.kind === 'identified' ? identification.role : 'why' in identification && identification.why
}

describe('a role', () => {
  test.each([
    [['staff'], 'viewer'],
    [['others', 'support'], 'operator'],
    [['staff', 'leads', 'support'], 'manager'],
    [['admins', 'staff'], 'admin'],
  ])('of %j is %s: the highest counts', (groups, role) => {
    expect(roleOf({ groups })).toBe(role)
  })

  test.each([[[]], [['others']], [['Staff']], [['staff ']], [['staffx']], [['staff,admins']], [['']]])(
    'is not had by %j: names are exact',
    (groups) => {
      expect(roleOf({ groups })).toMatch(/^You are signed in/)
    },
  )

  test.each([
    ['are missing', {}, 'names no groups'],
    ['are null', { groups: null }, 'names no groups'],
    ['are a text', { groups: 'admins' }, 'form'],
    ['are an object', { groups: { 0: 'admins' } }, 'form'],
    ['hold something else', { groups: ['admins', 7] }, 'form'],
    ['were cut off (Entra)', { _claim_names: { groups: 'src1' }, _claim_sources: {} }, 'more groups than'],
    ['were cut off and some are there', { groups: ['admins'], _claim_names: { groups: 'src1' } }, 'more groups than'],
    ['were cut off (Entra, implicit)', { hasgroups: true }, 'more groups than'],
    ['were cut off (Entra, as text)', { groups: ['admins'], hasgroups: 'true' }, 'more groups than'],
  ])('is not had where groups %s, and the person is told', (_how, claims, why) => {
    expect(roleOf(claims)).toContain(why)
  })
})

describe('paths', () => {
  test('lead into claims, past names with dots in them, and the first that is there counts', () => {
    const groups = (claims: Record<string, unknown>, path: string) => roleOf(claims, { ...PATHS, groups: path })
    expect(groups({ realm: { roles: ['staff'] } }, 'realm.roles')).toBe('viewer')
    expect(groups({ 'https://acme.example/groups': ['staff'] }, 'https://acme.example/groups')).toBe('viewer')
    expect(groups({ custom: { groups: ['staff'] } }, 'groups,custom.groups')).toBe('viewer')
    expect(groups({ groups: ['staff'], custom: { groups: ['admins'] } }, 'groups, custom.groups')).toBe('viewer')
  })

  test('do not lead out of them', () => {
    for (const groups of ['constructor', '__proto__', 'constructor.name', 'sub.length', 'toString'])
      expect(roleOf({ sub: 'jane' }, { ...PATHS, groups })).toContain('names no groups')
  })
})

test('labels are for reading: no line breaks, no endless ones, nothing but text', () => {
  expect(principalOf('idp', { sub: 'jane', name: 'Jane\r\n\u202EDoe', email: ['x'] }, PATHS)).toEqual({
    iss: 'idp',
    sub: 'jane',
    name: 'Jane Doe',
    email: null,
  })
  expect(principalOf('idp', { sub: 'jane', name: 'J'.repeat(999) }, PATHS)?.name).toHaveLength(200)
})
