import { createHash } from 'node:crypto'
import { SignedOut } from '@reeldesk/contract'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type OidcHouse, openOidcHouse, signIn } from './oidc-house.ts'
import { createVisitor, type Visitor } from './visitor.ts'

const ACT = { 'X-Requested-By': 'reeldesk' }

let desk: OidcHouse
let visitor: Visitor

beforeAll(async () => {
  desk = await openOidcHouse()
})

beforeEach(() => {
  desk.clock.aheadMs = 0
  visitor = createVisitor()
})

afterAll(() => desk.close())

const sessionOf = (who: Visitor = visitor) => who.fetch(`${desk.origin}/api/session`)
const cookieOf = (who: Visitor = visitor) => who.cookies(desk.origin).get('reeldesk-session') ?? ''
const onReplica = (cookie: string) =>
  desk.replica.app.request('/api/session', { headers: { Cookie: `reeldesk-session=${cookie}` } })
const newest = async () => {
  const [entry] = (await desk.house.services.trail.list({ limit: 1 })).results
  return [entry?.action, entry?.actor.sub, entry?.detail?.reason]
}

test('who opens a page is signed in at the provider and brought back to that page, with the role of the highest group', async () => {
  const page = await signIn(visitor, `${desk.origin}/recordings?roomName=%2Fstandup`, 'ada')
  expect(page.url).toBe(`${desk.origin}/recordings?roomName=%2Fstandup`)
  expect(await (await sessionOf()).json()).toMatchObject({
    principal: { iss: desk.provider.issuer, sub: 'ada', name: 'Ada Lovelace', email: 'ada@example.com' },
    role: 'manager',
    mode: 'oidc',
    canSignOut: true,
  })
  expect(await newest()).toEqual(['session.started', 'ada', undefined])
})

test('a person without a role is told why by a page, code by a problem', async () => {
  const page = await signIn(visitor, `${desk.origin}/recordings`, 'nobody')
  expect([page.status, page.headers.get('content-type')]).toEqual([403, 'text/html; charset=UTF-8'])
  expect(page.text).toContain('none of your groups has a role here')
  expect(page.text).not.toMatch(/<script|<style|style=/)
  expect(await (await sessionOf()).json()).toMatchObject({ status: 403, code: 'no_role' })
})

test('code that fetches is told 401 and not sent anywhere', async () => {
  for (const path of ['/api/session', '/api/recordings', '/metrics']) {
    const answer = await visitor.fetch(`${desk.origin}${path}`, { headers: { Accept: 'text/html' } })
    expect([path, answer.status]).toEqual([path, 401])
  }
  const script = await visitor.fetch(`${desk.origin}/assets/app.js`, { headers: { Accept: '*/*' } })
  expect(script.status).toBe(401)
})

test('the database knows the hash of the cookie, and no token of the provider', async () => {
  await signIn(visitor, `${desk.origin}/`, 'ada')
  expect(cookieOf()).toMatch(/^[\w-]{43}$/)
  const { rows } = await desk.database.query('select * from sessions order by started_at desc')
  expect(rows[0].cookie_hash).toBe(createHash('sha256').update(cookieOf()).digest('base64url'))
  expect(JSON.stringify(rows)).not.toContain(cookieOf())
  expect(JSON.stringify(rows)).not.toContain('eyJ')
})

test('the cookie is out of reach of scripts and of other sites', async () => {
  const login = await visitor.fetch(`${desk.origin}/auth/login`)
  expect(login.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^reeldesk-login-[0-9a-f]{16}=.+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/),
  ])
  expect(login.headers.get('cache-control')).toBe('no-store')
})

test('a sign-in gets an id of its own, and ends the session before it', async () => {
  await signIn(visitor, `${desk.origin}/`, 'ada')
  const first = cookieOf()
  await visitor.visit(`${desk.origin}/auth/login`)
  expect(cookieOf()).not.toBe(first)
  expect((await sessionOf()).status).toBe(200)
  expect((await onReplica(first)).status).toBe(401)
})

test('a session id that somebody planted before the sign-in is not used', async () => {
  visitor.cookies(desk.origin).set('reeldesk-session', 'A'.repeat(43))
  await signIn(visitor, `${desk.origin}/`, 'ada')
  expect(cookieOf()).not.toBe('A'.repeat(43))
})

test('two cookies of the same name are none', async () => {
  await signIn(visitor, `${desk.origin}/`, 'ada')
  const cookie = `reeldesk-session=${cookieOf()}`
  const answer = await desk.replica.app.request('/api/session', { headers: { Cookie: `${cookie}; ${cookie}` } })
  expect(answer.status).toBe(401)
})

test('left alone for the idle time it is over, used it is not', async () => {
  await signIn(visitor, `${desk.origin}/`, 'ada')
  desk.clock.aheadMs = 1_700_000
  expect((await sessionOf()).status).toBe(200)
  desk.clock.aheadMs = 3_300_000
  expect((await sessionOf()).status).toBe(200)
  desk.clock.aheadMs = 3_300_000 + 1_801_000
  expect((await sessionOf()).status).toBe(401)
})

test('however much it is used, it is over after the longest time', async () => {
  await signIn(visitor, `${desk.origin}/`, 'ada')
  for (let aheadMs = 0; aheadMs < 36_000_000; aheadMs += 1_500_000) {
    desk.clock.aheadMs = aheadMs
    expect((await sessionOf()).status).toBe(200)
  }
  desk.clock.aheadMs = 36_001_000
  expect((await sessionOf()).status).toBe(401)
})

test('signing out ends it at once on every replica, and tells where the provider ends its own', async () => {
  await signIn(visitor, `${desk.origin}/`, 'ada')
  const cookie = cookieOf()
  expect((await onReplica(cookie)).status).toBe(200)
  const answer = await visitor.fetch(`${desk.origin}/auth/logout`, { method: 'POST', headers: ACT })
  const { signOutAt } = SignedOut.parse(await answer.json())
  expect(signOutAt).toMatch(`${desk.provider.issuer}/session/end?`)
  expect(signOutAt).not.toContain('id_token')
  expect((await onReplica(cookie)).status).toBe(401)
  expect(cookieOf()).toBe('')
  expect(await newest()).toEqual(['session.ended', 'ada', 'signed out'])
})

test('another site cannot sign anybody out', async () => {
  await signIn(visitor, `${desk.origin}/`, 'ada')
  const answer = await visitor.fetch(`${desk.origin}/auth/logout`, { method: 'POST' })
  expect(answer.status).toBe(403)
  expect((await sessionOf()).status).toBe(200)
})

test('who signs out at the provider is out here, on every replica: back-channel logout', async () => {
  await signIn(visitor, `${desk.origin}/`, 'ada')
  const elsewhere = createVisitor()
  await signIn(elsewhere, `${desk.origin}/`, 'vera')
  const cookie = cookieOf()

  const question = await visitor.visit(`${desk.provider.issuer}/session/end`)
  await visitor.submit(question, { logout: 'yes' })
  await expect.poll(async () => (await onReplica(cookie)).status).toBe(401)
  expect((await sessionOf()).status).toBe(401)
  expect((await sessionOf(elsewhere)).status).toBe(200)
  expect(await newest()).toEqual(['session.ended', 'ada', 'signed out at the provider'])
})

test('an answer of the provider is good for one browser and one time', async () => {
  const signInPage = await visitor.visit(`${desk.origin}/`)
  const address = new URL(signInPage.url)
  let callback = ''
  let step = await visitor.fetch(address.href, { method: 'POST', body: new URLSearchParams({ login: 'ada' }) })
  while (!callback) {
    const location = new URL(step.headers.get('Location') ?? '', address).href
    if (location.startsWith(desk.origin)) callback = location
    else step = await visitor.fetch(location)
  }

  const thief = createVisitor()
  expect((await thief.visit(callback)).status).toBe(401)
  expect(cookieOf(thief)).toBe('')
  const forged = callback.replace(/state=[^&]+/, 'state=another')
  const jar = visitor.cookies(desk.origin)
  const [name = '', ticket = ''] = [...jar].find(([cookie]) => cookie.startsWith('reeldesk-login-')) ?? []
  expect((await visitor.visit(forged)).status).toBe(401)
  jar.set(name, ticket)
  expect((await visitor.visit(callback.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Fevil.example'))).status).toBe(401)
  jar.set(name, ticket)
  expect((await visitor.fetch(callback)).status).toBe(303)
  jar.set(name, ticket)
  expect((await visitor.visit(callback)).status).toBe(401)
})

test('several tabs may sign in at once, and each comes back to its own place', async () => {
  await signIn(visitor, `${desk.origin}/`, 'ada')
  const places = ['/recordings?tab=1', '/recordings?tab=2']
  const onTheWay: string[] = []
  for (const place of places) {
    const login = await visitor.fetch(`${desk.origin}/auth/login?${new URLSearchParams({ returnTo: place })}`)
    onTheWay.push(login.headers.get('Location') ?? '')
  }
  const arrived = []
  for (const address of onTheWay) arrived.push((await visitor.visit(address)).url)
  expect(arrived).toEqual(places.map((place) => desk.origin + place))
})

test('sign-ins that nobody finished do not pile up in the browser', async () => {
  for (let at = 0; at < 20; at += 1) await visitor.fetch(`${desk.origin}/auth/login`)
  expect(visitor.cookies(desk.origin).size).toBeLessThanOrEqual(8)
})

test('a ticket is good for ten minutes', async () => {
  const page = await visitor.visit(`${desk.origin}/`)
  desk.clock.aheadMs = 601_000
  const back = await visitor.submit(page, { login: 'ada' })
  expect(back.status).toBe(401)
  expect(back.text).toContain('could not be completed')
})

test.each([
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '/%0d%0aLocation:%20https://evil.example',
  'javascript:alert(1)',
  '/.//evil.example',
])('%s is no place to return to', async (returnTo) => {
  const page = await signIn(visitor, `${desk.origin}/auth/login?${new URLSearchParams({ returnTo })}`, 'ada')
  expect(new URL(page.url).origin).toBe(desk.origin)
})

test('who has no group with a role is told so, and why', async () => {
  const page = await signIn(visitor, `${desk.origin}/`, 'nobody')
  expect(page.status).toBe(403)
  const answer = await sessionOf()
  expect(answer.status).toBe(403)
  expect(await answer.json()).toMatchObject({ code: 'no_role', detail: expect.stringContaining('none of your groups') })

  const loner = createVisitor()
  await signIn(loner, `${desk.origin}/`, 'loner')
  expect(await (await sessionOf(loner)).json()).toMatchObject({
    code: 'no_role',
    detail: expect.stringContaining('no groups'),
  })
})

test('new keys of the provider need no restart', async () => {
  await signIn(visitor, `${desk.origin}/`, 'ada')
  await desk.provider.rotateKeys()
  const other = createVisitor()
  await signIn(other, `${desk.origin}/`, 'vera')
  expect((await sessionOf(other)).status).toBe(200)
})

test('without the provider those who are in stay in, and who comes is asked to wait until it is back', async () => {
  await signIn(visitor, `${desk.origin}/`, 'ada')
  await desk.provider.goAway()
  expect((await onReplica(cookieOf())).status).toBe(200)
  const login = () => desk.replica.app.request('/auth/login')
  expect(await (await login()).json()).toMatchObject({ status: 503, code: 'identity_unavailable' })
  await desk.provider.comeBack()
  desk.clock.aheadMs = 2_001
  expect((await login()).status).toBe(302)
})

test('without the database nobody is let in or taken for somebody else', async () => {
  await signIn(visitor, `${desk.origin}/`, 'ada')
  await desk.database.goAway()
  const answer = await sessionOf()
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({ code: 'identity_unavailable' })
  const page = await signIn(createVisitor(), `${desk.origin}/`, 'vera')
  expect(page.status).toBe(503)
  await desk.database.comeBack()
  expect((await sessionOf()).status).toBe(200)
})
