import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppEnv } from '../services.ts'
import { type Asked, askedOverHttp } from './asked-over-http.ts'
import { createLocalIdentify } from './local.ts'

const identify = createLocalIdentify({ publicOrigin: 'http://127.0.0.1:4400' })
const LOCAL_OPERATOR = {
  kind: 'identified',
  principal: { iss: 'local', sub: 'local-operator', name: 'Local operator', email: null },
  role: 'admin',
}

let asked: Asked
beforeAll(async () => {
  asked = await askedOverHttp(identify)
})
afterAll(() => asked.close())

test.each(['127.0.0.1:4400', 'localhost', 'LOCALHOST:5173', '127.0.0.2', '[::1]:4400'])(
  '%s is this machine',
  async (host) => {
    expect(await asked.ask([['Host', host]])).toEqual(LOCAL_OPERATOR)
  },
)

test.each(['evil.example', 'evil.example:4400', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1'])(
  'a page that calls this machine "%s" is nobody (DNS rebinding)',
  async (host) => {
    expect(await asked.ask([['Host', host]])).toMatchObject({ kind: 'unidentified' })
  },
)

test('a socket from elsewhere is nobody, whatever it says', async () => {
  const app = new Hono<AppEnv>().all('*', async (c) => c.json(await identify(c)))
  const from = async (remoteAddress: string | undefined) => {
    const incoming = { socket: { remoteAddress }, rawHeaders: [], url: '/' }
    const init = { headers: { Host: 'localhost', 'X-Forwarded-For': '127.0.0.1' } }
    return (await app.request('http://localhost/', init, { incoming })).json()
  }
  for (const elsewhere of ['10.0.0.1', '::ffff:10.0.0.1', 'fe80::1', '', undefined])
    expect(await from(elsewhere)).toMatchObject({ kind: 'unidentified' })
  for (const here of ['127.0.0.1', '::ffff:127.0.0.1', '::1']) expect(await from(here)).toEqual(LOCAL_OPERATOR)
})

test('what other ways of signing in look at means nothing here', async () => {
  expect(
    await asked.ask([
      ['X-Forwarded-User', 'root'],
      ['X_Forwarded_User', 'x'],
      ['Authorization', 'x'],
    ]),
  ).toEqual(LOCAL_OPERATOR)
})
