import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse } from '../../test/house.ts'
import { freshDatabase, type TestDatabase } from '../../test/postgres.ts'
import { createSessions, type Sessions } from './sessions.ts'

const ISSUER = 'http://127.0.0.1:1'
const OCCASION = { address: '192.0.2.7', requestId: 'request-1' }

let database: TestDatabase
let houses: House[]
let replicas: [Sessions, Sessions]
let aheadMs = 0

beforeAll(async () => {
  database = await freshDatabase()
  const env = {
    AUTH_MODE: 'oidc',
    OIDC_ISSUER: ISSUER,
    OIDC_CLIENT_ID: 'reeldesk',
    OIDC_CLIENT_SECRET: 'the-secret-of-the-client-in-tests',
    SESSION_SECRET: 'the-secret-that-seals-tickets-in-tests',
    ROLE_VIEWER_GROUPS: 'everybody',
  }
  const clock = () => Date.now() + aheadMs
  const [one, other] = [
    openHouse({ databaseUrl: database.url, env }, { clock }),
    openHouse({ databaseUrl: database.url, env }, { clock }),
  ]
  houses = [one, other]
  await Promise.all(houses.map(({ services }) => services.store.whenReady()))
  replicas = [sessionsOf(one), sessionsOf(other)]
})

afterAll(async () => {
  await Promise.all(houses.map((house) => house.close()))
  await database.drop()
})

function sessionsOf({ services }: House): Sessions {
  const { auth } = services.config
  if (auth.mode !== 'oidc') throw new Error('not the mode of this test')
  return createSessions(auth, services)
}

const on = (replica: number) => replicas[replica % 2 === 0 ? 0 : 1]
const signedIn = (sub: string) => ({
  principal: { iss: ISSUER, sub, name: null, email: null },
  groups: { names: ['everybody'] },
  sid: null,
})
const entriesOf = async (sub: string) => {
  const { rows } = await database.query(
    `select action, role, detail from audit_events where sub = $1 order by sequence`,
    [sub],
  )
  return rows.map(({ action, role, detail }) => [action, role, detail?.reason])
}

test('one sign-in after the other and a sign-out at the same time, on two replicas, wait for each other and not in a ring', async () => {
  for (let round = 0; round < 10; round += 1) {
    const previous = await on(0).start(signedIn('ada'), undefined, OCCASION)
    await Promise.all([
      on(0).start(signedIn('ada'), previous, OCCASION),
      on(1).end(previous, OCCASION),
      on(1).start(signedIn('vera'), previous, OCCASION),
    ])
  }
  const entries = await entriesOf('ada')
  expect(entries.filter(([action]) => action === 'session.started')).toHaveLength(20)
  expect(entries.filter(([action]) => action === 'session.ended')).toHaveLength(10)
})

test('what ran out is forgotten at the next sign-in, and the trail says of each that it ended, once', async () => {
  for (let count = 0; count < 5; count += 1) await on(count).start(signedIn('grace'), undefined, OCCASION)
  aheadMs = 1_801_000
  await Promise.all([0, 1, 0, 1].map((replica) => on(replica).start(signedIn('mary'), undefined, OCCASION)))
  const ended = (await entriesOf('grace')).filter(([action]) => action === 'session.ended')
  expect(ended).toEqual(Array.from({ length: 5 }, () => ['session.ended', 'viewer', 'expired']))
  const { rows } = await database.query(`select count(*)::int as left from sessions where sub = 'grace'`)
  expect(rows).toEqual([{ left: 0 }])
})

test('who happens to sign in then is not made part of it', async () => {
  await on(0).start(signedIn('emmy'), undefined, OCCASION)
  aheadMs += 1_801_000
  await on(0).start(signedIn('mary'), undefined, OCCASION)
  const { rows } = await database.query(
    `select address, request_id from audit_events where sub = 'emmy' and action = 'session.ended'`,
  )
  expect(rows).toEqual([{ address: null, request_id: null }])
})

test('without a place in the trail there is no session', async () => {
  await database.goAway()
  await expect(on(0).start(signedIn('late'), undefined, OCCASION)).rejects.toThrow('store unavailable')
  await database.comeBack()
  await expect
    .poll(() =>
      on(0)
        .start(signedIn('back'), undefined, OCCASION)
        .then(
          () => 'in',
          () => 'out',
        ),
    )
    .toBe('in')
  expect(await entriesOf('late')).toEqual([])
})
