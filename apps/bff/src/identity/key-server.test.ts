import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sendJson } from '../upstream/scripted-server.ts'
import type { Asked } from './asked-over-http.ts'
import { askedWithAssertions, type ScriptedIssuer, startScriptedIssuer } from './scripted-issuer.ts'

const NOW = Date.parse('2026-06-01T12:00:00Z')
const SECONDS = NOW / 1000
const JANE = { iss: 'https://idp.example', aud: 'reeldesk', sub: 'jane', groups: ['leads'], exp: SECONDS + 300 }

let now: number
let issuer: ScriptedIssuer
let asked: Asked

beforeEach(async () => {
  now = NOW
  issuer = await startScriptedIssuer()
  asked = await askedWithAssertions(issuer, () => now)
})
afterEach(async () => {
  await asked.close()
  await issuer.server.close()
})

const say = (token: string) => asked.ask([['X-Assertion', token]])

test('keys are fetched once for many', async () => {
  const token = await issuer.sign(JANE)
  await Promise.all(Array.from({ length: 20 }, () => say(token)))
  expect(issuer.fetches()).toBe(1)
})

test('keys may be exchanged at any time', async () => {
  const old = await issuer.sign(JANE)
  expect(await say(old)).toMatchObject({ kind: 'identified' })
  await issuer.rotate('second', 'RS256')
  expect(await say(await issuer.sign(JANE))).toMatchObject({ kind: 'identified' })
  expect(await say(old)).toMatchObject({ kind: 'unidentified' })
})

test('keys that nobody knows are asked for once per cooldown', async () => {
  await say(await issuer.sign(JANE))
  const before = issuer.fetches()
  const unknown = await Promise.all(Array.from({ length: 30 }, (_, at) => issuer.sign(JANE, { kid: `unknown-${at}` })))
  for (const token of unknown) expect(await say(token)).toMatchObject({ kind: 'unidentified' })
  expect(issuer.fetches() - before).toBe(1)
  now += 10_000
  for (const token of unknown) await say(token)
  expect(issuer.fetches() - before).toBe(2)
})

test('keys that are known go on counting while their server is down; unknown ones cannot be judged', async () => {
  const known = await issuer.sign(JANE)
  await say(known)
  issuer.server.script = (_request, response) => response.destroy()
  await issuer.rotate('second')
  const unknown = await issuer.sign(JANE)
  for (const step of [0, 1, 10_000]) {
    now += step
    expect(await say(known)).toMatchObject({ kind: 'identified' })
    expect(await say(unknown)).toMatchObject({ kind: 'unavailable' })
  }
})

test.each<[string, (response: ServerResponse) => void]>([
  ['refuses', (response) => response.writeHead(500).end()],
  ['sends elsewhere', (response) => response.writeHead(302, { location: 'https://evil.example/keys' }).end()],
  ['answers with a page', (response) => response.writeHead(200).end('<html>')],
  ['answers with something else', (response) => sendJson(response, 200, { keys: 'none' })],
  [
    'answers with half of it',
    (response) => response.writeHead(200, { 'content-length': 900 }).write('{"keys":', () => response.destroy()),
  ],
])('keys cannot be had where their server %s, and are asked for again later', async (_how, script) => {
  const healthy = issuer.server.script
  issuer.server.script = (_request, response) => script(response)
  const token = await issuer.sign(JANE)
  expect(await say(token)).toMatchObject({ kind: 'unavailable' })
  expect(await say(token)).toMatchObject({ kind: 'unavailable' })
  expect(issuer.fetches()).toBe(1)
  issuer.server.script = healthy
  now += 10_000
  expect(await say(token)).toMatchObject({ kind: 'identified' })
})

test('keys that were taken back no longer count after the next look, ten minutes later', async () => {
  const token = await issuer.sign({ ...JANE, exp: SECONDS + 86_400 })
  expect(await say(token)).toMatchObject({ kind: 'identified' })
  await issuer.rotate('second')
  now += 10 * 60_000
  await expect.poll(async () => (await say(token)).kind).toBe('unidentified')
})

test('keys that nobody confirmed for a day are worth nothing', async () => {
  const token = await issuer.sign({ ...JANE, exp: SECONDS + 7 * 86_400 })
  await say(token)
  issuer.server.script = (_request, response) => response.destroy()
  now += 24 * 3_600_000
  expect(await say(token)).toMatchObject({ kind: 'unavailable' })
})
