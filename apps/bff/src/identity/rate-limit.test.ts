import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse } from '../../test/house.ts'
import { freshDatabase, type TestDatabase } from '../../test/postgres.ts'
import { ProblemError } from '../problem.ts'
import type { Caller } from '../services.ts'
import { takeFromRate } from './rate-limit.ts'

let database: TestDatabase
let house: House
let replica: House

beforeAll(async () => {
  database = await freshDatabase()
  const settings = { databaseUrl: database.url, env: { LINKS_PER_MINUTE: '3', DELETIONS_PER_MINUTE: '1' } }
  house = openHouse(settings)
  replica = openHouse(settings)
  await Promise.all([house.services.store.whenReady(), replica.services.store.whenReady()])
})

afterAll(async () => {
  await house.close()
  await replica.close()
  await database.drop()
})

const caller = (sub: string, iss = 'https://idp.example'): Caller => ({
  principal: { iss, sub, name: null, email: null },
  role: 'manager',
  mode: 'proxy-jwt',
  address: '192.0.2.7',
})
const take = (who: Caller, kind: 'links' | 'deletions' = 'links', at: House = house) =>
  takeFromRate(at.services, who, kind)
const isRefused = (who: Caller, kind: 'links' | 'deletions' = 'links', at: House = house) =>
  take(who, kind, at).then(
    () => false,
    (error) => error instanceof ProblemError && error.code === 'rate_limited',
  )

test('past the limit the person is told how long to wait, and it is never more than a minute', async () => {
  const ada = caller('ada')
  for (let press = 0; press < 3; press += 1) await take(ada)
  const refusal = await take(ada).catch((error) => error)
  expect(refusal).toMatchObject({ code: 'rate_limited', detail: 'At most 3 links a minute.' })
  expect(refusal.retryAfterMs).toBeGreaterThan(50_000)
  expect(refusal.retryAfterMs).toBeLessThanOrEqual(60_000)
})

test('one person’s haste is nobody else’s, and links are not deletions', async () => {
  const vera = caller('vera')
  await take(vera, 'deletions')
  expect(await isRefused(vera, 'deletions')).toBe(true)
  expect(await isRefused(vera)).toBe(false)
  expect(await isRefused(caller('other'), 'deletions')).toBe(false)
  expect(await isRefused(caller('vera', 'https://another.example'), 'deletions')).toBe(false)
})

test('replicas count together, also when asked at the same time', async () => {
  const grace = caller('grace')
  const refused = await Promise.all(
    Array.from({ length: 20 }, (_, press) => isRefused(grace, 'links', press % 2 === 0 ? house : replica)),
  )
  expect(refused.filter((isOver) => !isOver)).toHaveLength(3)
})

test('after a minute one may again; presses that were refused do not prolong it', async () => {
  const mary = caller('mary')
  for (let press = 0; press < 10; press += 1) await isRefused(mary)
  await database.query(`update rate_windows set opened_at = opened_at - interval '61 seconds' where sub = 'mary'`)
  expect(await isRefused(mary)).toBe(false)
})

test('without the database nothing is taken', async () => {
  await database.goAway()
  await expect(take(caller('late'))).rejects.toThrow('store unavailable')
  await database.comeBack()
})
