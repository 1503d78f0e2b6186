import type { Deletion } from '@reeldesk/contract'
import pg from 'pg'
import { describe, type TestContext, test } from 'vitest'
import type { Bff } from './bff.ts'
import type { Call } from './stepwise-vendor.ts'
import { idsOf, isDelete, isRead, openWorld, type World } from './world.ts'

/** The process is killed with -9 at a moment of the test's choice; the next one on the same database has to finish. */

const RECORDINGS = 12
const ONE = idsOf(1, 1)
const THREE = idsOf(1, 3)

const open = (context: TestContext) => openWorld(context, { recordings: RECORDINGS })
const isLook = (world: World) => (call: Call) => isRead(call) && world.deletesHeard().length > 0

/** The vendor gets as far as this with the first call that matches, and no further. */
function stuck({ vendor }: World, phase: 'before' | 'after', matches: (call: Call) => boolean): Promise<Call> {
  return new Promise((reached) => {
    vendor[phase] = async (call: Call) => {
      if (!matches(call)) return undefined
      reached(call)
      return new Promise<undefined>(() => {})
    }
  })
}

function unstick({ vendor }: World) {
  vendor.before = async () => undefined
  vendor.after = async () => {}
}

/** Somebody else's lock on every deletion, until told otherwise. */
async function lockDeletions({ database }: World): Promise<() => Promise<void>> {
  const blocker = new pg.Client({ connectionString: database.url })
  await blocker.connect()
  await blocker.query('begin; select 1 from deletions for update')
  return () => blocker.end()
}

async function somebodyWaitsForALock({ database, expect }: World): Promise<void> {
  const waiting = "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
  await expect.poll(async () => (await database.query(waiting)).rowCount, { timeout: 40_000 }).toBeGreaterThan(0)
}

/** Locks the deletion when the vendor is about to answer: the outcome arrives and cannot be committed. Resolves to unlock. */
async function answeredNotCommitted(world: World, matches: (call: Call) => boolean): Promise<() => Promise<void>> {
  let lock: Promise<() => Promise<void>> | undefined
  world.vendor.after = async (call) => {
    if (!matches(call)) return
    lock ??= lockDeletions(world)
    await lock
  }
  await somebodyWaitsForALock(world)
  return (await lock) ?? world.expect.unreachable('nobody was stopped')
}

async function expectAllGone(world: World, deletion: Deletion, recordingIds: string[]): Promise<void> {
  const { expect } = world
  unstick(world)
  const bff = await world.start()
  await expect
    .poll(() => world.totalsOf(bff, deletion), { timeout: 60_000 })
    .toEqual({ waiting: 0, sent: 0, gone: recordingIds.length, remaining: 0, failed: 0, undone: 0 })
  expect([...world.vendor.recordings.keys()]).toEqual(idsOf(1, RECORDINGS).filter((id) => !recordingIds.includes(id)))
  expect(world.idsHeard()).toEqual(expect.arrayContaining(recordingIds))
  for (const recordingId of recordingIds) {
    expect(await trailOf(bff, recordingId)).toEqual(
      expect.arrayContaining(['recording.delete.sent intended', 'recording.deleted succeeded']),
    )
  }
  expect(await world.verifyTrail()).toMatchObject({ code: 0 })
}

async function trailOf(bff: Bff, recordingId: string): Promise<string[]> {
  const path = `/api/audit?limit=100&recordingId=${recordingId}`
  const { body } = await bff.get<{ results: { action: string; outcome: string }[] }>(path)
  return body.results.map(({ action, outcome }) => `${action} ${outcome}`)
}

describe.concurrent.each([
  { what: 'one recording', recordingIds: ONE },
  { what: 'several recordings', recordingIds: THREE },
])('a deletion of $what ends truly although its process was killed', ({ recordingIds }) => {
  test('when upstream had heard it and done nothing yet', async (context) => {
    const world = await open(context)
    const reached = stuck(world, 'before', isDelete)
    const bff = await world.start()
    const deletion = await world.requestDeletion(bff, recordingIds)
    await reached
    await bff.kill()
    await expectAllGone(world, deletion, recordingIds)
  })

  test('when upstream had done it and not answered yet', async (context) => {
    const world = await open(context)
    const reached = stuck(world, 'after', isDelete)
    const bff = await world.start()
    const deletion = await world.requestDeletion(bff, recordingIds)
    await reached
    await bff.kill()
    await expectAllGone(world, deletion, recordingIds)
  })
})

describe.concurrent('a deletion ends truly although its process was killed', () => {
  test('right after it was accepted', async (context) => {
    const { expect } = context
    const world = await open(context)
    const bff = await world.start({ DELETE_GRACE_SECONDS: '1' })
    const deletion = await world.requestDeletion(bff, THREE)
    await bff.kill()
    expect(world.deletesHeard()).toEqual([])
    await expectAllGone(world, deletion, THREE)
  })

  test('while it asked for the facts of what it was to delete', async (context) => {
    const { expect } = context
    const world = await open(context)
    const reached = stuck(world, 'before', isRead)
    const bff = await world.start()
    const deletion = await world.requestDeletion(bff, THREE)
    await reached
    await bff.kill()
    expect(world.deletesHeard()).toEqual([])
    await expectAllGone(world, deletion, THREE)
  })

  test('between upstream’s answer and its commit', async (context) => {
    const world = await open(context)
    const bff = await world.start()
    const deletion = await world.requestDeletion(bff, THREE)
    const unlock = await answeredNotCommitted(world, isDelete)
    await bff.kill()
    await unlock()
    await expectAllGone(world, deletion, THREE)
  })

  test('right after it was committed as sent', async (context) => {
    const { expect } = context
    const world = await open(context)
    const isALook = isLook(world)
    world.vendor.before = async (call) => (isALook(call) ? { status: 503 } : undefined)
    const bff = await world.start()
    const deletion = await world.requestDeletion(bff, THREE)
    await expect.poll(async () => (await world.totalsOf(bff, deletion)).sent, { timeout: 40_000 }).toBe(THREE.length)
    await bff.kill()
    await expectAllGone(world, deletion, THREE)
    expect(world.deletesHeard()).toHaveLength(1)
  })

  test('while it looked again', async (context) => {
    const { expect } = context
    const world = await open(context)
    const reached = stuck(world, 'before', isLook(world))
    const bff = await world.start()
    const deletion = await world.requestDeletion(bff, THREE)
    await reached
    await bff.kill()
    await expectAllGone(world, deletion, THREE)
    expect(world.deletesHeard()).toHaveLength(1)
  })

  test('between the answer to its last look and the commit', async (context) => {
    const { expect } = context
    const world = await open(context)
    const bff = await world.start()
    const deletion = await world.requestDeletion(bff, THREE)
    const unlock = await answeredNotCommitted(world, isLook(world))
    await bff.kill()
    await unlock()
    await expectAllGone(world, deletion, THREE)
    expect(world.deletesHeard()).toHaveLength(1)
  })
})

describe.concurrent('killed or stopped', () => {
  test('what was undone before is never sent', async (context) => {
    const { expect } = context
    const world = await open(context)
    const bff = await world.start({ DELETE_GRACE_SECONDS: '5' })
    const deletion = await world.requestDeletion(bff, THREE)
    const undone = await bff.send('POST', `/api/deletions/${deletion.deletionId}/undo`)
    await bff.kill()
    expect(undone.body.totals).toMatchObject({ undone: 3, waiting: 0 })

    const next = await world.start()
    const other = await world.requestDeletion(next, idsOf(9, 1))
    await expect.poll(async () => (await world.totalsOf(next, other)).gone, { timeout: 60_000 }).toBe(1)
    expect(await world.totalsOf(next, deletion)).toMatchObject({ undone: 3 })
    expect(world.idsHeard()).toEqual(idsOf(9, 1))
  })

  test('an undo that was not committed did not happen', async (context) => {
    const { expect } = context
    const world = await open(context)
    const bff = await world.start({ DELETE_GRACE_SECONDS: '5' })
    const deletion = await world.requestDeletion(bff, THREE)
    const unlock = await lockDeletions(world)
    const undo = bff.send('POST', `/api/deletions/${deletion.deletionId}/undo`).catch(() => 'cut off')
    await somebodyWaitsForALock(world)
    await bff.kill()
    expect(await undo).toBe('cut off')
    await unlock()
    await expectAllGone(world, deletion, THREE)
  })

  test('whatever remains after the last look is said to remain, also by the next process', async (context) => {
    const { expect } = context
    const world = await open(context)
    for (const recordingId of idsOf(2, 1)) world.vendor.stubborn.add(recordingId)
    const bff = await world.start()
    const deletion = await world.requestDeletion(bff, THREE)
    await expect.poll(async () => (await world.totalsOf(bff, deletion)).sent, { timeout: 40_000 }).toBeGreaterThan(0)
    await bff.kill()
    const next = await world.start()
    await expect
      .poll(() => world.totalsOf(next, deletion), { timeout: 60_000 })
      .toMatchObject({ gone: 2, remaining: 1 })
  })

  test('asked to stop while sending, it commits the outcome, ends with 0 and leaves the rest to the next', async (context) => {
    const { expect } = context
    const world = await open(context)
    const reached = new Promise<() => void>((resolve) => {
      world.vendor.after = (call) => (isDelete(call) ? new Promise((answer) => resolve(answer)) : Promise.resolve())
    })
    const bff = await world.start()
    const deletion = await world.requestDeletion(bff, THREE)
    const answer = await reached
    const stopped = bff.stop()
    await expect.poll(() => bff.lines.some((line) => line.includes('"stopping"')), { timeout: 20_000 }).toBe(true)
    answer()
    expect(await stopped).toBe(0)
    const { rows } = await world.database.query('select distinct state from deletion_items')
    expect(rows).toEqual([{ state: 'sent' }])
    await expectAllGone(world, deletion, THREE)
    expect(world.deletesHeard()).toHaveLength(1)
  })
})
