import { createHmac } from 'node:crypto'
import { exportSPKI, importJWK, SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ProxyJwtConfig } from '../config.ts'
import { sendJson } from '../upstream/scripted-server.ts'
import type { Asked } from './asked-over-http.ts'
import { askedWithAssertions, createSigningKey, type ScriptedIssuer, startScriptedIssuer } from './scripted-issuer.ts'

const NOW = Date.parse('2026-06-01T12:00:00Z')
const SECONDS = NOW / 1000
const JANE = {
  iss: 'https://idp.example',
  aud: 'reeldesk',
  sub: 'jane',
  name: 'Jane Doe',
  email: 'jane@example.com',
  groups: ['leads'],
  iat: SECONDS,
  exp: SECONDS + 300,
}

let issuer: ScriptedIssuer
let asked: Asked

beforeEach(async () => {
  issuer = await startScriptedIssuer()
  asked = await listen()
})
afterEach(async () => {
  await asked.close()
  await issuer.server.close()
})

const listen = (settings: Partial<ProxyJwtConfig> = {}) => askedWithAssertions(issuer, () => NOW, settings)
const say = (token: string) => asked.ask([['X-Assertion', token]])

const segment = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

const without = (...claims: string[]) =>
  Object.fromEntries(Object.entries(JANE).filter(([claim]) => !claims.includes(claim)))

describe('a good assertion', () => {
  test('says who calls and, by the groups, as what', async () => {
    expect(await say(await issuer.sign(JANE))).toEqual({
      kind: 'identified',
      principal: { iss: 'https://idp.example', sub: 'jane', name: 'Jane Doe', email: 'jane@example.com' },
      role: 'manager',
    })
  })

  test.each([
    ['after the word Bearer', (token: string) => `Bearer ${token}`],
    ['after the word bearer', (token: string) => `bearer ${token}`],
  ])('may come %s', async (_how, dress) => {
    expect(await say(dress(await issuer.sign(JANE)))).toMatchObject({ kind: 'identified' })
  })

  test.each<[string, Record<string, unknown>, { typ: string }?]>([
    ['one audience among several', { ...JANE, aud: ['other', 'reeldesk'] }],
    ['a type of JWT', JANE, { typ: 'JWT' }],
    ['a clock that is a minute behind ours', { ...JANE, exp: SECONDS - 59 }],
    ['a clock that is a minute ahead of ours', { ...JANE, iat: SECONDS + 60, nbf: SECONDS + 60 }],
    ['neither name nor address', without('name', 'email')],
  ])('may have %s', async (_what, claims, header) => {
    expect(await say(await issuer.sign(claims, header))).toMatchObject({ kind: 'identified' })
  })

  test('without key id is accepted where one key alone can be meant', async () => {
    const { privateKey, publicJwk: mine } = await issuer.rotate('mine')
    const anonymous = await new SignJWT(JANE).setProtectedHeader({ alg: 'ES256' }).sign(privateKey)
    expect(await say(anonymous)).toMatchObject({ kind: 'identified' })

    const { publicJwk: other } = await createSigningKey('other')
    issuer.server.script = (_request, response) => sendJson(response, 200, { keys: [mine, other] })
    const unsure = await listen()
    expect(await unsure.ask([['X-Assertion', await issuer.sign(JANE)]])).toMatchObject({ kind: 'identified' })
    expect(await unsure.ask([['X-Assertion', anonymous]])).toMatchObject({ kind: 'unidentified' })
    await unsure.close()
  })
})

describe('nobody is identified by', () => {
  test.each([
    ['another issuer', { ...JANE, iss: 'https://evil.example' }],
    ['no issuer', without('iss')],
    ['another audience', { ...JANE, aud: 'other' }],
    ['no audience', without('aud')],
    ['an expired assertion', { ...JANE, exp: SECONDS - 61 }],
    ['an assertion that never expires', without('exp')],
    ['an expiry that is no number', { ...JANE, exp: 'never' }],
    ['an assertion for later', { ...JANE, nbf: SECONDS + 120 }],
    ['an assertion from the future', { ...JANE, iat: SECONDS + 120 }],
    ['an issue time that is no number', { ...JANE, iat: 'today' }],
    ['no subject', without('sub')],
    ['an empty subject', { ...JANE, sub: '' }],
    ['a subject that is no text', { ...JANE, sub: 42 }],
    ['a subject with a line break', { ...JANE, sub: 'jane\nroot' }],
    ['an endless subject', { ...JANE, sub: 'j'.repeat(256) }],
  ])('%s', async (_what, claims) => {
    expect(await say(await issuer.sign(claims))).toMatchObject({ kind: 'unidentified' })
  })

  test.each(['at+jwt', 'logout+jwt', 'application/dpop+jwt', 'secevent+jwt'])('a token of type %s', async (typ) => {
    expect(await say(await issuer.sign(JANE, { typ }))).toMatchObject({ kind: 'unidentified' })
  })

  test('an assertion without signature', async () => {
    for (const alg of ['none', 'None', 'NONE']) {
      expect(await say(`${segment({ alg })}.${segment(JANE)}.`)).toMatchObject({ kind: 'unidentified' })
      expect(await say(`${segment({ alg })}.${segment(JANE)}.AAAA`)).toMatchObject({ kind: 'unidentified' })
    }
  })

  test('an HMAC under our public key', async () => {
    const { publicJwk } = await issuer.rotate('public', 'RS256')
    const publicKey = await importJWK(publicJwk, 'RS256', { extractable: true })
    if (publicKey instanceof Uint8Array) throw new Error('not a public key')
    const signed = `${segment({ alg: 'HS256', kid: 'public' })}.${segment(JANE)}`
    for (const secret of [await exportSPKI(publicKey), JSON.stringify(publicJwk), publicJwk.n ?? ''])
      expect(await say(`${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`)).toMatchObject({
        kind: 'unidentified',
      })
  })

  test('a good signature of an algorithm that is not on the list', async () => {
    await issuer.rotate('strong', 'RS512')
    expect(await say(await issuer.sign(JANE))).toMatchObject({ kind: 'unidentified' })
  })

  test('a key of their own, however it is offered', async () => {
    const { privateKey, publicJwk } = await createSigningKey('first', 'ES256')
    const sign = (header: object) =>
      new SignJWT(JANE).setProtectedHeader({ alg: 'ES256', kid: 'first', ...header }).sign(privateKey)
    for (const header of [
      {},
      { jwk: publicJwk },
      { jku: 'https://evil.example/keys' },
      { x5u: 'https://evil.example' },
    ])
      expect(await say(await sign(header))).toMatchObject({ kind: 'unidentified' })
  })

  test('an assertion whose claims were changed', async () => {
    const [header, , signature] = (await issuer.sign(JANE)).split('.')
    const changed = segment({ ...JANE, groups: ['admins'] })
    expect(await say(`${header}.${changed}.${signature}`)).toMatchObject({ kind: 'unidentified' })
  })

  test.each(['', 'Bearer', 'nonsense', 'a.b', 'a.b.c', 'a.b.c.d.e', '..', 'Basic amFuZTpqYW5l'])(
    '%j',
    async (value) => {
      expect(await say(value)).toMatchObject({ kind: 'unidentified' })
    },
  )

  test('silence', async () => {
    expect(await asked.ask([])).toMatchObject({ kind: 'unidentified' })
  })

  test('a good assertion that comes twice, beside a twin, under a twin name, or joined to another', async () => {
    const token = await issuer.sign(JANE)
    const doubtful: [string, string][][] = [
      [
        ['X-Assertion', token],
        ['X-Assertion', token],
      ],
      [
        ['X-Assertion', token],
        ['x-assertion', ''],
      ],
      [
        ['X-Assertion', token],
        ['X_Assertion', token],
      ],
      [
        ['X-Assertion', token],
        ['X.Assertion', token],
      ],
      [['X_Assertion', token]],
      [['X-Assertion', `${token}, ${token}`]],
      [['X-Assertion', `${token},`]],
    ]
    for (const lines of doubtful) expect(await asked.ask(lines)).toMatchObject({ kind: 'unidentified' })
  })

  test('a good assertion in another header', async () => {
    const token = await issuer.sign(JANE)
    expect(await asked.ask([['Authorization', `Bearer ${token}`]])).toMatchObject({ kind: 'unidentified' })
  })
})

describe('a header that is named with underscores (mod_auth_openidc)', () => {
  test('counts under that name alone', async () => {
    const apache = await listen({ header: 'OIDC_id_token' })
    const token = await issuer.sign(JANE)
    expect(await apache.ask([['OIDC_id_token', token]])).toMatchObject({ kind: 'identified' })
    expect(await apache.ask([['OIDC-id-token', token]])).toMatchObject({ kind: 'unidentified' })
    expect(
      await apache.ask([
        ['OIDC_id_token', token],
        ['OIDC-ID-Token', 'x'],
      ]),
    ).toMatchObject({ kind: 'unidentified' })
    await apache.close()
  })
})
