import { Problem } from '@reeldesk/contract'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse } from '../../test/house.ts'
import { freshDatabase, type TestDatabase } from '../../test/postgres.ts'
import { answerProblem } from '../problem.ts'
import type { AppEnv } from '../services.ts'
import { authorize } from './authorize.ts'
import type { Identification } from './principal.ts'

const ADMIN: Identification = {
  kind: 'identified',
  principal: { iss: 'idp', sub: 'ada', name: 'Ada', email: null },
  role: 'admin',
}

let database: TestDatabase
let house: House
beforeAll(async () => {
  database = await freshDatabase()
  house = openHouse({ databaseUrl: database.url })
  await house.services.store.whenReady()
})
afterAll(async () => {
  await house.close()
  await database.drop()
})

function behind(identification: Identification, settings: { metricsToken?: string } = {}): Hono<AppEnv> {
  const config = { ...house.services.config, metricsToken: settings.metricsToken ?? null }
  return new Hono<AppEnv>()
    .use(authorize({ ...house.services, config, identify: async () => identification }))
    .get('/api/recordings', (c) => c.json(c.get('caller')))
    .get('/api/undeclared', (c) => c.text('reached'))
    .get('/metrics', (c) => c.text('reached'))
    .onError((error, c) => answerProblem(c, error))
}

const codeOf = async (answer: Response) => [answer.status, Problem.parse(await answer.json()).code]

test('a route that the table does not name answers 403, to admins too', async () => {
  expect(await codeOf(await behind(ADMIN).request('/api/undeclared'))).toEqual([403, 'forbidden'])
})

test('where identity cannot be checked the answer is 503, never a way in', async () => {
  const app = behind({ kind: 'unavailable', why: 'the key server is down' })
  for (const path of ['/api/recordings', '/api/undeclared', '/', '/metrics'])
    expect(await codeOf(await app.request(path))).toEqual([503, 'identity_unavailable'])
})

test('why somebody is nobody stays here', async () => {
  const answer = await behind({ kind: 'unidentified', why: 'signature of key 7' }).request('/api/recordings')
  expect(answer.status).toBe(401)
  expect(await answer.text()).not.toContain('key 7')
})

test('HEAD needs what GET needs', async () => {
  expect((await behind(ADMIN).request('/api/undeclared', { method: 'HEAD' })).status).toBe(403)
  expect((await behind(ADMIN).request('/api/recordings', { method: 'HEAD' })).status).toBe(200)
})

test('metrics take their token and nothing else where there is one', async () => {
  const app = behind(ADMIN, { metricsToken: 'metrics-token' })
  const ask = (authorization?: string) =>
    app.request('/metrics', authorization === undefined ? {} : { headers: { Authorization: authorization } })
  expect(await (await ask('Bearer metrics-token')).text()).toBe('reached')
  for (const wrong of [undefined, '', 'Bearer', 'Bearer metrics', 'Bearer metrics-token2', 'Basic metrics-token'])
    expect(await codeOf(await ask(wrong))).toEqual([401, 'unauthenticated'])
  expect(await (await behind(ADMIN).request('/metrics')).text()).toBe('reached')
})

test('the token of the metrics opens nothing else', async () => {
  const app = behind({ kind: 'unidentified', why: 'nobody' }, { metricsToken: 'metrics-token' })
  const answer = await app.request('/api/recordings', { headers: { Authorization: 'Bearer metrics-token' } })
  expect(answer.status).toBe(401)
})

test('a denial is a denial while the trail cannot be written', async () => {
  await database.goAway()
  const viewer: Identification = { ...ADMIN, kind: 'no-role', why: 'You are signed in, but …' }
  expect(await codeOf(await behind(viewer).request('/api/recordings'))).toEqual([403, 'no_role'])
  await database.comeBack()
})
