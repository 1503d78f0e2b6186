import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ScriptedServer, startScriptedServer } from '../upstream/scripted-server.ts'
import { type Asked, askedOverHttp } from './asked-over-http.ts'
import { createProxyJwtIdentify } from './proxy-jwt.ts'

const SECONDS = Date.parse('2026-06-01T12:00:00Z') / 1000
const SIGNER = 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/desk/50dc6c495c0c9188'
const HEADER = {
  typ: 'JWT',
  kid: 'key-1',
  alg: 'ES256',
  iss: 'https://idp.example',
  client: 'desk',
  signer: SIGNER,
  exp: SECONDS + 120,
}
const JANE = { sub: 'jane', name: 'Jane', email: 'jane@example.com', groups: ['admins'] }

let now: number
let keys: Map<string, KeyObject>
let keyServer: ScriptedServer
let asked: Asked

beforeEach(async () => {
  now = SECONDS * 1000
  keys = new Map()
  keyServer = await startScriptedServer((request, response) => {
    const key = keys.get(request.url?.split('/').at(-1) ?? '')
    if (key === undefined) response.writeHead(403).end()
    else response.end(key.export({ type: 'spki', format: 'pem' }))
  })
  asked = await listen([])
})
afterEach(async () => {
  await asked.close()
  await keyServer.close()
})

function listen(audiences: string[]): Promise<Asked> {
  const identify = createProxyJwtIdentify(
    {
      mode: 'proxy-jwt',
      header: 'X-Amzn-Oidc-Data',
      issuer: 'https://idp.example',
      audiences,
      jwksUrl: `${keyServer.url}/{kid}`,
      algorithms: ['ES256'],
      claims: { name: 'name', email: 'email', groups: 'groups' },
      signer: SIGNER,
    },
    { roleGroups: { viewer: [], operator: [], manager: [], admin: ['admins'] } },
    { clock: () => now, log: pino({ level: 'silent' }) },
  )
  return askedOverHttp(identify)
}

function newKey(kid: string): KeyObject {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  keys.set(kid, publicKey)
  return privateKey
}

/** Load balancers keep the padding of base64 and sign it. */
const padded = (value: Buffer | string) =>
  Buffer.from(value).toString('base64').replaceAll('+', '-').replaceAll('/', '_')

function assertion(key: KeyObject, header: object = HEADER, claims: object = JANE): string {
  const signed = `${padded(JSON.stringify(header))}.${padded(JSON.stringify(claims))}`
  return `${signed}.${padded(sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }))}`
}

const say = (token: string) => asked.ask([['x-amzn-oidc-data', token]])

test('an assertion with padding says who calls', async () => {
  const token = assertion(newKey('key-1'))
  expect(token).toContain('=')
  expect(await say(token)).toEqual({
    kind: 'identified',
    principal: { iss: 'https://idp.example', sub: 'jane', name: 'Jane', email: 'jane@example.com' },
    role: 'admin',
  })
})

test.each([
  ['another load balancer, with a key of AWS all the same', { ...HEADER, signer: `${SIGNER}0` }],
  ['nobody in particular', { ...HEADER, signer: undefined }],
  ['a load balancer before another provider', { ...HEADER, iss: 'https://evil.example' }],
  ['a load balancer some time ago', { ...HEADER, exp: SECONDS - 61 }],
  ['a load balancer, for ever', { ...HEADER, exp: undefined }],
  ['a load balancer without key id', { ...HEADER, kid: undefined }],
  ['a key id that leads elsewhere', { ...HEADER, kid: '../../key-1' }],
  ['a token of another type', { ...HEADER, typ: 'at+jwt' }],
])('signed by %s: nobody is identified', async (_who, header) => {
  expect(await say(assertion(newKey('key-1'), header))).toMatchObject({ kind: 'unidentified' })
})

test('signed by another key under the same id: nobody is identified', async () => {
  newKey('key-1')
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  expect(await say(assertion(privateKey))).toMatchObject({ kind: 'unidentified' })
})

test('the client is checked where an audience is configured', async () => {
  const key = newKey('key-1')
  const strict = await listen(['other'])
  expect(await strict.ask([['X-Amzn-Oidc-Data', assertion(key)]])).toMatchObject({ kind: 'unidentified' })
  await strict.close()
})

describe('keys', () => {
  test('are fetched once each, and new ones are found without a restart', async () => {
    const first = newKey('key-1')
    for (const _ of [1, 2, 3]) await say(assertion(first))
    expect(keyServer.requests).toHaveLength(1)
    const second = newKey('key-2')
    now += 1_000
    expect(await say(assertion(second, { ...HEADER, kid: 'key-2' }))).toMatchObject({ kind: 'identified' })
  })

  test('that many ask for at once are fetched once, and one that exists holds up no other', async () => {
    const first = assertion(newKey('key-1'))
    for (const who of await Promise.all([say(first), say(first), say(first)]))
      expect(who).toMatchObject({ kind: 'identified' })
    expect(keyServer.requests).toHaveLength(1)
    const unknown = assertion(newKey('key-2'), { ...HEADER, kid: 'unknown' })
    expect(await say(unknown)).toMatchObject({ kind: 'unidentified' })
    expect(await say(unknown)).toMatchObject({ kind: 'unidentified' })
    expect(keyServer.requests).toHaveLength(2)
  })

  test('that do not exist cost at most one call a second', async () => {
    const key = newKey('key-1')
    expect(await say(assertion(key, { ...HEADER, kid: 'unknown' }))).toMatchObject({ kind: 'unidentified' })
    for (const at of [1, 2, 3])
      expect(await say(assertion(key, { ...HEADER, kid: `unknown-${at}` }))).toMatchObject({ kind: 'unavailable' })
    expect(keyServer.requests).toHaveLength(1)
  })

  test('cannot be had while their server is down; known ones go on counting', async () => {
    const known = assertion(newKey('key-1'))
    await say(known)
    keyServer.script = (_request, response) => response.destroy()
    now += 1_000
    expect(await say(known)).toMatchObject({ kind: 'identified' })
    expect(await say(assertion(newKey('key-2'), { ...HEADER, kid: 'key-2' }))).toMatchObject({ kind: 'unavailable' })
  })
})
