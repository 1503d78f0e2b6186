import { describe, type TestContext, test } from 'vitest'
import type { Call } from './stepwise-vendor.ts'
import { idsOf, isDelete, openWorld, type World } from './world.ts'

/** Two consoles share one database: what one begins, either may go on with, and nothing is done twice. */

const open = (context: TestContext) => openWorld(context, { recordings: 600 })

function startTwo(world: World, env: Record<string, string> = {}) {
  const start = (key: string) => world.start({ ...env, WHEREBY_API_KEY: key })
  return Promise.all([start('key-of-the-one'), start('key-of-the-other')])
}

/** Loaded before the program: every clock it can read is a minute ahead. */
const A_MINUTE_AHEAD = `data:text/javascript,${encodeURIComponent(
  'const now=Date.now;globalThis.Date=class extends Date{constructor(...a){a.length?super(...a):super(now()+6e4)}static now(){return now()+6e4}}',
)}`

describe.concurrent('two on one database', () => {
  test('each id goes out once, whoever was asked and whoever sends it', async (context) => {
    const { expect } = context
    const world = await open(context)
    const [one, other] = await startTwo(world)
    const deletions = await Promise.all([
      world.requestDeletion(one, idsOf(1, 150)),
      world.requestDeletion(other, idsOf(151, 150)),
      world.requestDeletion(one, idsOf(301, 1)),
      world.requestDeletion(other, idsOf(302, 1)),
    ])
    for (const [index, deletion] of deletions.entries()) {
      const reader = index % 2 === 0 ? other : one
      await expect
        .poll(() => world.totalsOf(reader, deletion), { timeout: 60_000 })
        .toMatchObject({ waiting: 0, sent: 0, gone: index < 2 ? 150 : 1 })
    }
    expect(world.idsHeard().sort()).toEqual(idsOf(1, 302).sort())
    expect(await world.verifyTrail()).toMatchObject({ code: 0 })
  })

  test('one that is killed in the middle hands its work to the other, within seconds', async (context) => {
    const { expect } = context
    const world = await open(context)
    const reached = new Promise<Call>((resolve) => {
      world.vendor.before = async (call) => {
        if (!isDelete(call) || world.idsHeard().length <= 200) return undefined
        resolve(call)
        return new Promise<undefined>(() => {})
      }
    })
    const [one, other] = await startTwo(world)
    const deletion = await world.requestDeletion(one, idsOf(1, 500))
    const { key } = await reached
    const [worker, survivor] = key.endsWith('key-of-the-one') ? [one, other] : [other, one]
    world.vendor.before = async () => undefined
    await worker.kill()
    await expect.poll(async () => (await world.totalsOf(survivor, deletion)).waiting, { timeout: 20_000 }).toBe(0)
    await expect.poll(async () => (await world.totalsOf(survivor, deletion)).gone, { timeout: 60_000 }).toBe(500)
    expect(new Set(world.idsHeard())).toEqual(new Set(idsOf(1, 500)))
    expect(await world.verifyTrail()).toMatchObject({ code: 0 })
  })

  test('undo at one while the other sends: what was undone was never sent, what was sent is not undone', async (context) => {
    const { expect } = context
    const world = await open(context)
    const [one, other] = await startTwo(world)
    let answer = () => {}
    const reached = new Promise<void>((resolve) => {
      world.vendor.before = (call) =>
        isDelete(call)
          ? new Promise((go) => {
              answer = () => go(undefined)
              resolve()
            })
          : Promise.resolve(undefined)
    })
    const deletion = await world.requestDeletion(one, idsOf(1, 400))
    await reached
    const undo = await other.send('POST', `/api/deletions/${deletion.deletionId}/undo`)
    expect(undo.body.totals).toMatchObject({ waiting: 100, undone: 300 })
    answer()
    await expect
      .poll(() => world.totalsOf(one, deletion), { timeout: 60_000 })
      .toMatchObject({ gone: 100, undone: 300, waiting: 0, sent: 0 })
    expect(world.idsHeard()).toHaveLength(100)
    expect((await one.send('POST', `/api/deletions/${deletion.deletionId}/retry`)).status).toBe(409)
  })

  test('two people who delete the same recordings both get the truth', async (context) => {
    const { expect } = context
    const world = await open(context)
    const [one, other] = await startTwo(world)
    const [first, second] = await Promise.all([
      world.requestDeletion(one, idsOf(1, 20)),
      world.requestDeletion(other, idsOf(11, 20)),
    ])
    await expect.poll(async () => (await world.totalsOf(one, first)).gone, { timeout: 60_000 }).toBe(20)
    await expect.poll(async () => (await world.totalsOf(one, second)).gone, { timeout: 60_000 }).toBe(20)
    expect(world.vendor.recordings.size).toBe(570)
  })

  test('a process whose clock is a minute ahead does not shorten the undo window', async (context) => {
    const { expect } = context
    const world = await open(context)
    const ahead = await world.start({ DELETE_GRACE_SECONDS: '3', NODE_OPTIONS: `--import=${A_MINUTE_AHEAD}` })
    const askedAt = Date.now()
    const deletion = await world.requestDeletion(ahead, idsOf(1, 2))
    expect(Date.parse(deletion.executeAt) - askedAt).toBeLessThan(10_000)
    await expect.poll(() => world.idsHeard().length, { timeout: 40_000 }).toBe(2)
    expect(Date.now() - askedAt).toBeGreaterThanOrEqual(2_900)
    await expect.poll(async () => (await world.totalsOf(ahead, deletion)).gone, { timeout: 40_000 }).toBe(2)
  })
})
