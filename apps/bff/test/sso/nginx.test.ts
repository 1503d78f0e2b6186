import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort, type House, openHouse } from '../house.ts'
import { freshDatabase, type TestDatabase } from '../postgres.ts'
import type { FrontDoor } from './apache.ts'
import { type Gate, startGate } from './gate.ts'
import { noNginx, startNginx } from './nginx.ts'
import { PEOPLE, signIn } from './oidc-house.ts'
import { type CompanyProvider, startProvider } from './provider.ts'
import { createVisitor } from './visitor.ts'

if (noNginx) process.stdout.write(`${noNginx}\n`)

const SECRET = 'said-by-nginx-alone-in-tests'

/** Browser → nginx (auth_request) → BFF in proxy-header, with an auth service that signs people in at a real provider. */
describe.skipIf(noNginx)('behind nginx with auth_request', () => {
  let provider: CompanyProvider
  let gate: Gate
  let database: TestDatabase
  let house: House
  let nginx: FrontDoor
  let bffOrigin: string

  beforeAll(async () => {
    const [port, bffPort] = [await freePort(), await freePort()]
    const publicOrigin = `http://127.0.0.1:${port}`
    bffOrigin = `http://127.0.0.1:${bffPort}`
    const client = { id: 'gate', secret: 'the-secret-of-the-gate-in-tests' }
    provider = await startProvider({
      people: { ...PEOPLE, grün: { name: 'Jürgen Grün', groups: ['everybody'] } },
      clients: [
        { client_id: client.id, client_secret: client.secret, redirect_uris: [`${publicOrigin}/gate/callback`] },
      ],
    })
    gate = await startGate({ issuer: provider.issuer, client, publicOrigin })
    database = await freshDatabase()
    house = openHouse({
      databaseUrl: database.url,
      env: {
        PORT: String(bffPort),
        PUBLIC_ORIGIN: publicOrigin,
        AUTH_MODE: 'proxy-header',
        TRUSTED_PROXY_CIDRS: '127.0.0.1',
        PROXY_SHARED_SECRET: SECRET,
        ROLE_VIEWER_GROUPS: 'everybody',
        ROLE_MANAGER_GROUPS: 'Recording Managers',
      },
    })
    await house.services.store.whenReady()
    await house.listen()
    nginx = await startNginx({ port, bffOrigin, gateOrigin: gate.origin, sharedSecret: SECRET })
  })
  afterAll(async () => {
    await nginx.close()
    await house.close()
    await gate.close()
    await provider.close()
    await database.drop()
  })

  const session = () => `${nginx.origin}/api/session`

  test.each([
    ['ada', 'manager', 'Ada Lovelace'],
    ['grün', 'viewer', 'Jürgen Grün'],
  ])('%s signs in at the provider and is a %s here, by the name %s', async (login, role, name) => {
    const page = await signIn(createVisitor(), session(), login)
    expect(JSON.parse(page.text)).toMatchObject({ principal: { sub: login, name }, role, mode: 'proxy-header' })
  })

  test('somebody in no group of ours is told so', async () => {
    const page = await signIn(createVisitor(), session(), 'nobody')
    expect([page.status, JSON.parse(page.text).code]).toEqual([403, 'no_role'])
  })

  test('what a person adds is overwritten by nginx, or refused here where nginx lets it through', async () => {
    const visitor = createVisitor()
    await signIn(visitor, session(), 'vera')
    const claim = async (name: string, value: string) => visitor.fetch(session(), { headers: { [name]: value } })
    const overwritten = await claim('X-Forwarded-Groups', 'Recording Managers')
    expect(await overwritten.json()).toMatchObject({ principal: { sub: 'vera' }, role: 'viewer' })
    for (const twin of ['X_Forwarded_Groups', 'X_Forwarded_User', 'X-Forwarded_User', 'x_proxy_secret']) {
      expect([twin, (await claim(twin, 'Recording Managers')).status]).toEqual([twin, 401])
    }
  })

  test('past nginx there is no way in: not with its headers, not with a guessed secret', async () => {
    const said = { 'X-Forwarded-User': 'ada', 'X-Forwarded-Groups': 'Recording Managers' }
    for (const secret of [undefined, '', 'said-by-nginx-alone-in-test', `${SECRET},${SECRET}`]) {
      const headers = { ...said, ...(secret !== undefined && { 'X-Proxy-Secret': secret }) }
      expect([secret, (await fetch(`${bffOrigin}/api/session`, { headers })).status]).toEqual([secret, 401])
    }
  })

  test('without a session at the gate nothing is reached, and nothing is said', async () => {
    const answer = await createVisitor().fetch(`${nginx.origin}/api/recordings`)
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toMatch(/\/gate\/login\?returnTo=\/api\/recordings$/)
  })

  test('what the person does is in the trail under the address that nginx saw, whatever they claim', async () => {
    const visitor = createVisitor()
    await signIn(visitor, session(), 'vera')
    const denied = await visitor.fetch(`${nginx.origin}/api/audit`, { headers: { 'X-Forwarded-For': '203.0.113.7' } })
    expect(denied.status).toBe(403)
    await expect
      .poll(async () => (await house.services.trail.list({ action: 'access.denied', limit: 1 })).results)
      .toMatchObject([{ actor: { sub: 'vera' }, address: expect.not.stringContaining('203.0.113.7') }])
  })
})
