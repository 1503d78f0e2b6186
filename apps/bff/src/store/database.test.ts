import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/postgres.ts'
import { openStore, type Store } from './database.ts'
import { StoreUnavailable } from './unavailable.ts'

const log = pino({ level: 'silent' })
let database: TestDatabase
let store: Store

beforeEach(async () => {
  database = await freshDatabase()
  store = openStore({ databaseUrl: database.url, log })
  await store.whenReady()
})

afterEach(async () => {
  await store.close()
  await database.drop()
})

test('several processes that start at once migrate once', async () => {
  const fresh = await freshDatabase()
  const stores = Array.from({ length: 4 }, () => openStore({ databaseUrl: fresh.url, log }))
  await Promise.all(stores.map((one) => one.whenReady()))
  const { rows } = await fresh.query(
    'select count(*)::int as done, count(distinct hash)::int as different from drizzle.__drizzle_migrations',
  )
  expect(rows[0].done).toBe(rows[0].different)
  await Promise.all(stores.map((one) => one.close()))
  await fresh.drop()
})

test('a connection that is cut in the middle of a transaction is a store that is away, and no more than that', async () => {
  const work = store.transaction(async (transaction) => {
    const { rows } = await transaction.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    const pid = rows[0]?.pid
    await database.query('select pg_terminate_backend($1)', [pid])
    const isGone = async () => (await database.query('select 1 from pg_stat_activity where pid = $1', [pid])).rowCount
    await expect.poll(isGone).toBe(0)
    await transaction.execute(sql`select 1`)
  })
  await expect(work).rejects.toThrow(StoreUnavailable)
  expect(store.isReady()).toBe(false)
  await store.run((db) => db.execute(sql`select 1`))
  expect(store.isReady()).toBe(true)
})

test('an error of a statement is an error, not a store that is away', async () => {
  await expect(store.run((db) => db.execute(sql`select 1 / 0`))).rejects.not.toThrow(StoreUnavailable)
  expect(store.isReady()).toBe(true)
})

test('connections that died before their transaction began are replaced, however many', async () => {
  const one = () => store.transaction((transaction) => transaction.execute(sql`select 1 as one`))
  for (let count = 0; count < 15; count += 1) {
    store.pool.once('acquire', (client) => void client.end())
    await expect(one()).rejects.toThrow(StoreUnavailable)
  }
  expect((await one()).rows).toEqual([{ one: 1 }])
  expect(store.pool.totalCount).toBe(1)
})

test('many at once wait for their turn: a busy store is not one that is away', async () => {
  const slow = () => store.run((db) => db.execute(sql`select pg_sleep(1.2)`))
  await Promise.all(Array.from({ length: 25 }, slow))
  expect(store.isReady()).toBe(true)
})
