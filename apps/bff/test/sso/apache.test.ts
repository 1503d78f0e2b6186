import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort, type House, openHouse } from '../house.ts'
import { freshDatabase, type TestDatabase } from '../postgres.ts'
import { type FrontDoor, noApache, startApache } from './apache.ts'
import { PEOPLE, signIn } from './oidc-house.ts'
import { type CompanyProvider, startProvider } from './provider.ts'
import { createVisitor } from './visitor.ts'

if (noApache) process.stdout.write(`${noApache}\n`)

/** Browser → Apache (mod_auth_openidc) → BFF, with a real provider; the BFF sees the provider's own ID token. */
describe.skipIf(noApache)('behind Apache with mod_auth_openidc', () => {
  let provider: CompanyProvider
  let database: TestDatabase
  let house: House
  let apache: FrontDoor
  let bffOrigin: string

  beforeAll(async () => {
    const [port, bffPort] = [await freePort(), await freePort()]
    const origin = `http://127.0.0.1:${port}`
    bffOrigin = `http://127.0.0.1:${bffPort}`
    const client = { id: 'apache', secret: 'the-secret-of-apache-in-tests' }
    provider = await startProvider({
      people: PEOPLE,
      clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [`${origin}/signed-in`] }],
    })
    database = await freshDatabase()
    house = openHouse({
      databaseUrl: database.url,
      env: {
        PORT: String(bffPort),
        PUBLIC_ORIGIN: origin,
        AUTH_MODE: 'proxy-jwt',
        AUTH_PRESET: 'apache-oidc',
        AUTH_JWT_ISSUER: provider.issuer,
        AUTH_JWT_AUDIENCE: client.id,
        AUTH_JWT_JWKS_URL: `${provider.issuer}/jwks`,
        TRUSTED_PROXY_CIDRS: '127.0.0.1',
        ROLE_VIEWER_GROUPS: 'everybody',
        ROLE_MANAGER_GROUPS: 'Recording Managers',
      },
    })
    await house.services.store.whenReady()
    await house.listen()
    apache = await startApache({ port, bffOrigin, issuer: provider.issuer, client })
  })
  afterAll(async () => {
    await apache.close()
    await house.close()
    await provider.close()
    await database.drop()
  })

  const session = () => `${apache.origin}/api/session`

  test.each([
    ['ada', 'manager'],
    ['vera', 'viewer'],
  ])('%s signs in at the provider and is a %s here', async (login, role) => {
    const visitor = createVisitor()
    const page = await signIn(visitor, session(), login)
    expect(page.status).toBe(200)
    expect(JSON.parse(page.text)).toMatchObject({
      principal: { iss: provider.issuer, sub: login, name: PEOPLE[login]?.name },
      role,
      mode: 'proxy-jwt',
      canSignOut: false,
    })
  })

  test('somebody in no group of ours is told so', async () => {
    const page = await signIn(createVisitor(), session(), 'nobody')
    expect([page.status, JSON.parse(page.text).code]).toEqual([403, 'no_role'])
  })

  test('a person cannot add to what Apache says of them', async () => {
    const visitor = createVisitor()
    await signIn(visitor, session(), 'vera')
    const forged = ['eyJhbGciOiJub25lIn0', Buffer.from('{"sub":"root"}').toString('base64url'), ''].join('.')
    for (const name of ['OIDC_id_token', 'OIDC-id-token', 'oidc-id_token', 'OIDC_CLAIM_groups', 'Authorization']) {
      const answer = await visitor.fetch(session(), { headers: { [name]: forged } })
      if (answer.status !== 401)
        expect([name, await answer.json()]).toMatchObject([name, { principal: { sub: 'vera' }, role: 'viewer' }])
    }
  })

  test('without Apache there is no way in', async () => {
    for (const headers of [{}, { OIDC_id_token: 'a.b.c' }, { OIDC_CLAIM_sub: 'ada', REMOTE_USER: 'ada' }])
      expect((await fetch(`${bffOrigin}/api/session`, { headers: headers as Record<string, string> })).status).toBe(401)
  })

  test('the provider may exchange its keys while both run', async () => {
    await provider.rotateKeys()
    const page = await signIn(createVisitor(), session(), 'ada')
    expect(JSON.parse(page.text)).toMatchObject({ principal: { sub: 'ada' } })
  })

  test('what the person does is in the trail under their own address', async () => {
    const visitor = createVisitor()
    await signIn(visitor, session(), 'vera')
    const denied = await visitor.fetch(`${apache.origin}/api/audit`, { headers: { 'X-Forwarded-For': '203.0.113.7' } })
    expect(denied.status).toBe(403)
    await expect
      .poll(async () => (await house.services.trail.list({ action: 'access.denied', limit: 1 })).results)
      .toMatchObject([{ actor: { sub: 'vera' }, address: '127.0.0.1', mode: 'proxy-jwt' }])
  })
})
