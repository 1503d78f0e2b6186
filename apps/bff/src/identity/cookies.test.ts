import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { AppEnv } from '../services.ts'
import { createCookie } from './cookies.ts'
import { createLoginTickets } from './login-ticket.ts'
import { safeReturnTo } from './return-to.ts'

const headerOf = async (publicOrigin: string) => {
  const cookie = createCookie('reeldesk-session', publicOrigin)
  const app = new Hono<AppEnv>().get('/', (c) => {
    cookie.set(c, 'value')
    return c.body(null)
  })
  return (await app.request('/')).headers.get('set-cookie')
}

test('under https the cookie is bound to the host: no subdomain can plant one', async () => {
  expect(await headerOf('https://desk.example')).toBe(
    '__Host-reeldesk-session=value; Path=/; HttpOnly; Secure; SameSite=Lax',
  )
})

test('on loopback, where browsers refuse the prefix without https, it goes without', async () => {
  expect(await headerOf('http://127.0.0.1:4400')).toBe('reeldesk-session=value; Path=/; HttpOnly; SameSite=Lax')
})

test.each([
  ['reeldesk-session=a', 'a'],
  ['other=1; reeldesk-session=a; more=2', 'a'],
  ['reeldesk-session=a; reeldesk-session=b', undefined],
  ['x-reeldesk-session=a', undefined],
  ['reeldesk-session', undefined],
  ['', undefined],
])('of %j it reads %j', async (header, expected) => {
  const cookie = createCookie('reeldesk-session', 'http://127.0.0.1:4400')
  let read: string | undefined
  const app = new Hono<AppEnv>().get('/', (c) => {
    read = cookie.read(c)
    return c.body(null)
  })
  await app.request('/', { headers: { Cookie: header } })
  expect(read).toBe(expected)
})

test.each([
  ['/recordings?roomName=%2Fa&sortBy=roomName:asc#top', '/recordings?roomName=%2Fa&sortBy=roomName:asc#top'],
  ['/activity', '/activity'],
  [undefined, '/'],
  ['', '/'],
  ['recordings', '/'],
  ['https://evil.example/', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/..//evil.example', '/'],
  ['/%2e%2e//evil.example', '/'],
  ['/auth/login?returnTo=/auth/login', '/'],
  ['/AUTH/logout', '/'],
  ['/api/audit.csv', '/'],
])('who wants to return to %j comes to %j', (wanted, place) => {
  expect(safeReturnTo(wanted)).toBe(place)
})

const TICKET = { state: 's', nonce: 'n', codeVerifier: 'v', returnTo: '/activity' }
const SECRET = 'the-secret-that-seals-tickets-in-tests'

test('a ticket tells its holder nothing, and is opened by every replica with the same secret', async () => {
  const sealed = await createLoginTickets(SECRET, Date.now).seal(TICKET)
  expect(Buffer.from(sealed, 'base64url').toString()).not.toContain('activity')
  expect(await createLoginTickets(SECRET, Date.now).open(sealed)).toEqual(TICKET)
})

test('a ticket of another secret, a changed one, and an old one are none', async () => {
  const sealed = await createLoginTickets(SECRET, Date.now).seal(TICKET)
  expect(await createLoginTickets(`${SECRET}!`, Date.now).open(sealed)).toBeUndefined()
  expect(await createLoginTickets(SECRET, () => Date.now() + 601_000).open(sealed)).toBeUndefined()
  const changed = sealed.replace(/\.(.)(?=[^.]*\.[^.]*$)/, (_match, first) => (first === 'A' ? '.B' : '.A'))
  expect(changed).not.toBe(sealed)
  expect(await createLoginTickets(SECRET, Date.now).open(changed)).toBeUndefined()
})
