import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { may, type Permission, Problem, ROLES, rolesWith } from '@reeldesk/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse } from '../../test/house.ts'
import { freshDatabase, type TestDatabase } from '../../test/postgres.ts'
import { noSuchRoute } from '../guard/no-such-route.ts'
import { createServer } from '../server.ts'
import { recordingOf, type ScriptedServer, sendJson, startScriptedServer } from '../upstream/scripted-server.ts'
import { ROLE_TABLE } from './role-table.ts'

/** The real app behind the real server, people proven by a proxy, a real database, a vendor that counts its calls. */
const SECRET = 'said-by-the-proxy-in-tests'
const ID = recordingOf(1).recordingId

let database: TestDatabase
let vendor: ScriptedServer
let house: House
let server: Server
let origin: string

beforeAll(async () => {
  database = await freshDatabase()
  vendor = await startScriptedServer((_request, response) => sendJson(response, 200, { results: [], cursor: null }))
  const env = {
    AUTH_MODE: 'proxy-header',
    TRUSTED_PROXY_CIDRS: '127.0.0.1',
    PROXY_SHARED_SECRET: SECRET,
    ...Object.fromEntries(ROLES.map((role) => [`ROLE_${role.toUpperCase()}_GROUPS`, role])),
  }
  house = openHouse({ databaseUrl: database.url, vendorUrl: vendor.url, env })
  await house.services.store.whenReady()
  server = createServer(house.app, house.services)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await house.close()
  await vendor.close()
  await database.drop()
})

async function call(route: string, headers: Record<string, string>) {
  const [method = '', pattern = ''] = route.split(' ')
  const path = pattern.replace(/:\w+/, ID)
  const isJson = method === 'POST' && /bulk-delete|export$/.test(path)
  const answer = await fetch(origin + path, {
    method,
    redirect: 'manual',
    headers: { 'X-Requested-By': 'reeldesk', ...(isJson && { 'Content-Type': 'application/json' }), ...headers },
    ...(isJson && { body: JSON.stringify({ recordingIds: [ID] }) }),
  })
  const isProblem = answer.headers.get('content-type')?.includes('problem+json')
  const problem = isProblem ? Problem.parse(await answer.json()) : undefined
  return { status: answer.status, problem }
}

const asMemberOf = (groups: string): Record<string, string> => ({
  'X-Proxy-Secret': SECRET,
  'X-Forwarded-User': `member-of-${groups}`,
  'X-Forwarded-Groups': groups,
})

const routes = Object.entries(ROLE_TABLE)
const REFUSALS = ['unauthenticated', 'no_role', 'forbidden', 'cross_site', 'identity_unavailable', 'internal']
const isPermission = (needed: string): needed is Permission => needed !== 'public' && needed !== 'identified'
const cells = routes.flatMap(([route, needed]) => ROLES.map((role) => ({ route, needed, role })))

describe('route × role, as the table says', () => {
  test.each(cells.filter(({ needed, role }) => isPermission(needed) && !may(role, needed)))(
    '$role may not $route',
    async ({ route, needed, role }) => {
      const before = vendor.requests.length
      const { status, problem } = await call(route, asMemberOf(role))
      expect([status, problem?.code]).toEqual([403, 'forbidden'])
      expect(problem?.detail).toContain(isPermission(needed) ? `the ${rolesWith(needed)[0]} role` : '')
      expect(vendor.requests).toHaveLength(before)
    },
  )

  test.each(cells.filter(({ needed, role }) => needed !== 'public' && (!isPermission(needed) || may(role, needed))))(
    '$role may $route',
    async ({ route, role }) => {
      const { status, problem } = await call(route, asMemberOf(role))
      expect(REFUSALS).not.toContain(problem?.code)
      expect(status).not.toBe(401)
    },
  )
})

describe('without identity', () => {
  const STRANGERS: [string, Record<string, string>][] = [
    ['nobody', {}],
    ['somebody without the secret', { 'X-Forwarded-User': 'root', 'X-Forwarded-Groups': 'admin' }],
    ['somebody with a twin header', { ...asMemberOf('viewer'), X_Forwarded_Groups: 'admin' }],
    ['somebody with a token of another mode', { Authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' }],
  ]
  test.each(STRANGERS)('%s hears 401 everywhere but from health and sign-in', async (_who, headers) => {
    const before = vendor.requests.length
    for (const [route, needed] of routes) {
      const { status, problem } = await call(route, headers)
      if (needed !== 'public') expect([route, status, problem?.code]).toEqual([route, 401, 'unauthenticated'])
    }
    for (const path of [
      '/',
      '/index.html',
      '/assets/x.js',
      '/api',
      '/api/unknown',
      '/unknown',
      '/recordings',
      '/auth/x',
    ])
      expect([path, (await call(`GET ${path}`, headers)).status]).toEqual([path, 401])
    expect(vendor.requests).toHaveLength(before)
  })

  test('a valid identity in no group of ours hears 403, and why', async () => {
    for (const [route, needed] of routes) {
      if (needed === 'public') continue
      const { status, problem } = await call(route, asMemberOf('others'))
      expect([route, status, problem?.code]).toEqual([route, 403, 'no_role'])
      expect(problem?.detail).toContain('none of your groups has a role here')
    }
  })
})

describe('the table', () => {
  const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

  test('names every route there is: another one fails here, and answers 403', () => {
    const declared = house.app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`)
    // In this mode nobody signs in here, so /auth has no routes.
    const expected = Object.keys(ROLE_TABLE).filter((route) => !route.includes(' /auth/'))
    expect([...new Set(declared)].sort()).toEqual(expected.sort())
  })

  test('cannot be gone around by a handler for all methods', () => {
    const exact = house.app.routes.filter(({ method, path }) => method === 'ALL' && !path.endsWith('*'))
    expect(exact.filter(({ handler }) => handler !== noSuchRoute)).toEqual([])
  })

  test('has no neighbours: other methods on the same paths do nothing, whoever calls', async () => {
    const before = vendor.requests.length
    for (const path of new Set(Object.keys(ROLE_TABLE).map((route) => route.split(' ')[1]))) {
      for (const method of METHODS.filter((method) => !Object.hasOwn(ROLE_TABLE, `${method} ${path}`))) {
        const { status } = await call(`${method} ${path}`, {
          ...asMemberOf('admin'),
          'Content-Type': 'application/json',
        })
        expect([method, path, status >= 400 && status < 500]).toEqual([method, path, true])
      }
    }
    expect(vendor.requests).toHaveLength(before)
  })
})

test('a denial of a known person is in the trail', async () => {
  await call(`DELETE /api/recordings/:recordingId`, asMemberOf('operator'))
  await expect
    .poll(
      async () =>
        (await house.services.trail.list({ action: 'access.denied', actor: 'member-of-operator', limit: 100 })).results,
    )
    .toContainEqual(
      expect.objectContaining({
        outcome: 'denied',
        role: 'operator',
        mode: 'proxy-header',
        detail: expect.objectContaining({ code: 'forbidden', method: 'DELETE', path: `/api/recordings/${ID}` }),
      }),
    )
})
