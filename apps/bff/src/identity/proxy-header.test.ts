import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Asked, askedOverHttp } from './asked-over-http.ts'
import { createProxyHeaderIdentify } from './proxy-header.ts'

const SECRET = 'said-by-the-proxy-alone'
const JANE: [string, string][] = [
  ['X-Proxy-Secret', SECRET],
  ['X-Forwarded-User', 'jane'],
  ['X-Forwarded-Email', 'jane@example.com'],
  ['X-Forwarded-Name', 'Doe, Jane'],
  ['X-Forwarded-Groups', 'staff, leads'],
]

let asked: Asked
beforeAll(async () => {
  asked = await listen(['127.0.0.1', '10.0.0.0/8'])
})
afterAll(() => asked.close())

function listen(trustedProxies: string[], groupsDelimiter = ','): Promise<Asked> {
  const headers = {
    user: 'X-Forwarded-User',
    email: 'X-Forwarded-Email',
    name: 'X-Forwarded-Name',
    groups: 'X-Forwarded-Groups',
  }
  return askedOverHttp(
    createProxyHeaderIdentify(
      { mode: 'proxy-header', headers, groupsDelimiter, secretHeader: 'X-Proxy-Secret', sharedSecret: SECRET },
      { trustedProxies, roleGroups: { viewer: ['staff'], operator: [], manager: ['leads'], admin: ['admins'] } },
    ),
  )
}

const replacing = (name: string, value: string) =>
  JANE.map((line): [string, string] => (line[0] === name ? [name, value] : line))
const leaving = (name: string) => JANE.filter(([line]) => line !== name)

test('the trusted proxy, with its secret, says who calls', async () => {
  expect(await asked.ask(JANE)).toEqual({
    kind: 'identified',
    principal: { iss: 'proxy-header', sub: 'jane', name: 'Doe, Jane', email: 'jane@example.com' },
    role: 'manager',
  })
})

test('names and addresses may be missing, and names may be in UTF-8', async () => {
  const bytes = Buffer.from('Zoë Łuk', 'utf8').toString('latin1')
  expect(await asked.ask(replacing('X-Forwarded-Name', bytes))).toMatchObject({ principal: { name: 'Zoë Łuk' } })
  expect(await asked.ask(JANE.filter(([name]) => !/Name|Email/.test(name)))).toMatchObject({
    principal: { sub: 'jane', name: null, email: null },
  })
})

test('without groups there is no role', async () => {
  expect(await asked.ask(leaving('X-Forwarded-Groups'))).toMatchObject({ kind: 'no-role' })
  expect(await asked.ask(replacing('X-Forwarded-Groups', 'staffers,LEADS'))).toMatchObject({ kind: 'no-role' })
})

test('groups are told apart by the configured sign alone', async () => {
  const authentik = await listen(['127.0.0.1'], '|')
  expect(await authentik.ask(replacing('X-Forwarded-Groups', 'staff|leads'))).toMatchObject({ role: 'manager' })
  expect(await authentik.ask(replacing('X-Forwarded-Groups', 'staff,leads'))).toMatchObject({ kind: 'no-role' })
  await authentik.close()
})

test('any other socket says nothing, whatever the headers say', async () => {
  const lines: [string, string][] = [...JANE, ['X-Forwarded-For', '127.0.0.1'], ['Forwarded', 'for=127.0.0.1']]
  expect(await asked.ask(lines, { localAddress: '127.0.0.2' })).toMatchObject({ kind: 'unidentified' })
  const elsewhere = await listen(['10.0.0.0/8', '::1'])
  expect(await elsewhere.ask(lines)).toMatchObject({ kind: 'unidentified' })
  await elsewhere.close()
})

test.each([
  ['no secret', leaving('X-Proxy-Secret')],
  ['an empty secret', replacing('X-Proxy-Secret', '')],
  ['another secret', replacing('X-Proxy-Secret', `${SECRET}x`)],
  ['half the secret', replacing('X-Proxy-Secret', SECRET.slice(0, -1))],
  ['the secret twice', [...JANE, ['X-Proxy-Secret', SECRET] as [string, string]]],
  ['nobody', leaving('X-Forwarded-User')],
  ['an empty user', replacing('X-Forwarded-User', ' ')],
  ['two users', replacing('X-Forwarded-User', 'jane, root')],
  ['two addresses', replacing('X-Forwarded-Email', 'jane@example.com, root@example.com')],
  ['a second user', [...JANE, ['X-Forwarded-User', 'root'] as [string, string]]],
  ['a user under a twin name', [...JANE, ['X_Forwarded_User', 'root'] as [string, string]]],
  ['groups twice', [...JANE, ['X-Forwarded-Groups', 'admins'] as [string, string]]],
  ['groups under a twin name', [...JANE, ['X-Forwarded_Groups', 'admins'] as [string, string]]],
  [
    'groups under a twin name alone',
    [...leaving('X-Forwarded-Groups'), ['X_Forwarded_Groups', 'admins'] as [string, string]],
  ],
  ['a name under a twin name', [...JANE, ['x.forwarded.name', 'Root'] as [string, string]]],
])('%s: nobody is identified', async (_what, lines) => {
  expect(await asked.ask(lines)).toMatchObject({ kind: 'unidentified' })
})
