import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, type GenerateKeyPairResult, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type House, openHouse } from '../../test/house.ts'
import { freshDatabase, type TestDatabase } from '../../test/postgres.ts'
import { environmentFor } from '../../test/sso/oidc-house.ts'
import { createSessions } from './sessions.ts'

/** A provider that can be made to say anything: what a real one would never send has to be made by hand. */
const EVENTS = { 'http://schemas.openid.net/event/backchannel-logout': {} }
const ADA = { name: 'Ada', email: null }

let server: Server
let issuer: string
let keys: GenerateKeyPairResult
let database: TestDatabase
let house: House
let cookie: string

beforeAll(async () => {
  keys = await generateKeyPair('RS256', { extractable: true })
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
  server = createServer((request, response) => {
    const metadata = {
      issuer,
      authorization_endpoint: `${issuer}/a`,
      token_endpoint: `${issuer}/t`,
      jwks_uri: `${issuer}/k`,
    }
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify(request.url === '/k' ? { keys: [jwk] } : metadata))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  database = await freshDatabase()
  house = openHouse({ databaseUrl: database.url, env: environmentFor({ issuer }) })
  await house.services.store.whenReady()
})

beforeEach(async () => {
  await database.query('delete from sessions')
  cookie = await signedIn('ada', 'sid-of-ada')
})

afterAll(async () => {
  await house.close()
  await database.drop()
  server.closeAllConnections()
  server.close()
})

const occasion = { address: '192.0.2.7', requestId: 'request-1' }

function signedIn(sub: string, sid: string): Promise<string> {
  const { auth } = house.services.config
  if (auth.mode !== 'oidc') throw new Error('not the mode of this test')
  const person = { principal: { iss: issuer, sub, ...ADA }, groups: { names: ['everybody'] }, sid }
  return createSessions(auth, house.services).start(person, undefined, occasion)
}

type Payload = Record<string, unknown>

const claims = (): Payload => ({
  iss: issuer,
  aud: 'reeldesk',
  iat: Math.floor(Date.now() / 1000),
  exp: Math.floor(Date.now() / 1000) + 120,
  jti: crypto.randomUUID(),
  sub: 'ada',
  sid: 'sid-of-ada',
  events: EVENTS,
})

/** Members that are undefined are left out. */
const sign = (payload: Payload, typ: string | undefined = 'logout+jwt', key = keys.privateKey) =>
  new SignJWT(JSON.parse(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'RS256', kid: 'one', ...(typ !== undefined && { typ }) })
    .sign(key)

async function post(token: string | undefined): Promise<number> {
  const body = new URLSearchParams(token === undefined ? {} : { logout_token: token })
  const answer = await house.app.request('/auth/backchannel-logout', { method: 'POST', body })
  expect(answer.headers.get('cache-control')).toBe('no-store')
  return answer.status
}

const statusOf = async (value: string) =>
  (await house.app.request('/api/session', { headers: { Cookie: `reeldesk-session=${value}` } })).status

test.each([
  ['both names', {}],
  ['the session alone', { sub: undefined }],
  ['the person alone', { sid: undefined }],
])('a token that names %s ends the session', async (_what, change) => {
  expect(await post(await sign({ ...claims(), ...change }))).toBe(200)
  expect(await statusOf(cookie)).toBe(401)
})

test('a token for a person ends all of their sessions and nobody else’s', async () => {
  const second = await signedIn('ada', 'another-sid')
  const others = await signedIn('vera', 'sid-of-vera')
  expect(await post(await sign({ ...claims(), sid: undefined }))).toBe(200)
  expect(await Promise.all([cookie, second, others].map(statusOf))).toEqual([401, 401, 200])
})

test('a token for one session leaves the person’s other one alone', async () => {
  const second = await signedIn('ada', 'another-sid')
  expect(await post(await sign(claims()))).toBe(200)
  expect(await Promise.all([cookie, second].map(statusOf))).toEqual([401, 200])
})

const now = () => Math.floor(Date.now() / 1000)

test.each<[string, () => Payload]>([
  ['of another issuer', () => ({ iss: 'https://evil.example' })],
  ['for another client', () => ({ aud: 'another' })],
  ['for nobody', () => ({ aud: undefined })],
  ['that names no logout', () => ({ events: undefined })],
  ['that names another event', () => ({ events: { 'http://schemas.openid.net/event/other': {} } })],
  ['whose event is no object', () => ({ events: { 'http://schemas.openid.net/event/backchannel-logout': 1 } })],
  ['with a nonce', () => ({ nonce: 'n' })],
  ['that names nobody', () => ({ sub: undefined, sid: undefined })],
  ['with an empty name', () => ({ sub: '', sid: undefined })],
  ['with a number for a name', () => ({ sub: undefined, sid: 7 })],
  ['without a name of its own', () => ({ jti: undefined })],
  ['without a time', () => ({ iat: undefined })],
  ['from ten minutes ago', () => ({ iat: now() - 600 })],
  ['that has expired', () => ({ exp: now() - 90 })],
  ['from the future', () => ({ iat: now() + 600, exp: now() + 900 })],
])('a token %s is refused', async (_what, change) => {
  expect(await post(await sign({ ...claims(), ...change() }))).toBe(400)
  expect(await statusOf(cookie)).toBe(200)
})

test('a token is taken once', async () => {
  const token = await sign(claims())
  expect([await post(token), await post(token)]).toEqual([200, 400])
})

test('an ID token does not sign anybody out, nor does a token of another type', async () => {
  const { events: _events, ...idToken } = claims()
  expect(await post(await sign(idToken, 'JWT'))).toBe(400)
  expect(await post(await sign(claims(), 'at+jwt'))).toBe(400)
  expect(await statusOf(cookie)).toBe(200)
})

test('what the provider did not sign is refused: another’s key, none, the public key as a shared secret', async () => {
  const stranger = await generateKeyPair('RS256')
  const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(keys.publicKey)))
  const shared = new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'one', typ: 'logout+jwt' }).sign(secret)
  for (const token of [
    await sign(claims(), 'logout+jwt', stranger.privateKey),
    new UnsecuredJWT(claims()).encode(),
    await shared,
  ])
    expect(await post(token)).toBe(400)
  expect(await statusOf(cookie)).toBe(200)
})

test.each([undefined, '', 'a', 'a.b.c', 'x'.repeat(20_000)])('%j is no token', async (token) => {
  expect(await post(token)).toBe(400)
})

test('a body without end is not read to its end', async () => {
  expect(await post('x'.repeat(70_000))).toBe(413)
})
