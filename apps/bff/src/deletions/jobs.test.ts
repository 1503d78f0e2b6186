import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/postgres.ts'
import { openStore, type Store } from '../store/database.ts'
import { createExclusive } from './exclusive.ts'
import { createJobs, type Job, type Jobs } from './jobs.ts'

const log = pino({ level: 'silent' })
let database: TestDatabase
let stores: Store[] = []

beforeEach(async () => {
  database = await freshDatabase()
  stores = [openStore({ databaseUrl: database.url, log }), openStore({ databaseUrl: database.url, log })]
  await Promise.all(stores.map((store) => store.whenReady()))
})
afterEach(async () => {
  await Promise.all(stores.map((store) => store.close()))
  await database.drop()
})

function storeAt(index: number): Store {
  const store = stores[index]
  if (store === undefined) throw new Error('no such store')
  return store
}

/** Jobs are ready a little after their store: sends until one is there to be taken. */
async function ready(store: Store): Promise<Jobs> {
  const jobs = createJobs({ store, log })
  await expect
    .poll(async () => {
      await store.transaction((transaction) => jobs.send(transaction, ['first']))
      return drain(jobs)
    })
    .not.toHaveLength(0)
  await drain(jobs)
  return jobs
}

async function drain(jobs: Jobs): Promise<string[]> {
  const taken: Job[] = []
  for (let some = await jobs.take(10); some.length > 0; some = await jobs.take(10)) {
    taken.push(...some)
    await jobs.done(some)
  }
  return taken.map((job) => job.deletionId)
}

test('a wake-up is sent with its transaction or not at all, and is taken by one process', async () => {
  const here = await ready(storeAt(0))
  const there = await ready(storeAt(1))
  await storeAt(0)
    .transaction(async (transaction) => {
      await here.send(transaction, ['rolled-back'])
      throw new Error('changed our mind')
    })
    .catch(() => undefined)
  await storeAt(0).transaction((transaction) => here.send(transaction, ['a', 'b']))
  const taken = await Promise.all([drain(here), drain(there)])
  expect(taken.flat().sort()).toEqual(['a', 'b'])
})

test('a wake-up is not taken before its time', async () => {
  const jobs = await ready(storeAt(0))
  await storeAt(0).transaction((transaction) => jobs.send(transaction, ['later'], 60_000))
  await storeAt(0).transaction((transaction) => jobs.send(transaction, ['soon'], 400))
  expect(await drain(jobs)).toEqual([])
  await expect.poll(() => drain(jobs), { timeout: 5_000 }).toEqual(['soon'])
})

test('one deletion is held by one at a time, and given back when its holder’s session ends', async () => {
  const here = createExclusive(storeAt(0))
  const there = createExclusive(storeAt(1))
  let finish = () => {}
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  let lost = false
  const first = here.hold('one', async (signal) => {
    signal.addEventListener('abort', () => {
      lost = true
    })
    await finished
  })
  const nothing = async () => {}
  await expect.poll(() => there.hold('one', nothing)).toBe(false)
  expect(await here.hold('one', nothing)).toBe(false)
  expect(await there.hold('another', nothing)).toBe(true)

  await database.query(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()`,
  )
  await expect.poll(() => there.hold('one', nothing)).toBe(true)
  await expect.poll(() => lost).toBe(true)
  finish()
  expect(await first).toBe(true)
  await expect.poll(() => here.hold('one', nothing)).toBe(true)
})
