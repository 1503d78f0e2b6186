import type { Deletion, ItemState } from '@reeldesk/contract'
import { describe, type TestContext, test } from 'vitest'
import { type DeletionHouse, manager, openDeletionHouse } from '../../test/deletion-house.ts'
import { freshDatabase, type TestDatabase } from '../../test/postgres.ts'
import { type Call, startVendor, type Vendor } from '../../test/stepwise-vendor.ts'
import { recordingOf } from '../upstream/scripted-server.ts'

/** Real waits, kept short by the settings; the tests run side by side, each on a database and an upstream of its own. */

interface World {
  database: TestDatabase
  vendor: Vendor
  house: DeletionHouse
  request(recordingIds?: string[]): Promise<Deletion>
  totals(of: Deletion): Promise<Partial<Record<ItemState, number>>>
  /** The trail of one recording, oldest first. */
  trailOf(recordingId: string): Promise<string[]>
  deletes(): Call[]
  /** What was read after the last delete went out. */
  looks(): Call[]
}

async function world(
  { onTestFinished }: TestContext,
  count: number,
  settings: { graceSeconds?: number; verifySeconds?: number } = {},
): Promise<World> {
  const database = await freshDatabase()
  const vendor = await startVendor(Array.from({ length: count }, (_, index) => recordingOf(index + 1)))
  const house = await openDeletionHouse(database.url, vendor.url, settings)
  house.startWorker({ tickMs: 50, firstLookMs: 300, patienceMs: 3_000, factsPatienceMs: 500, unansweredMs: 500 })
  onTestFinished(async () => {
    await house.close()
    await vendor.close()
    await database.drop()
  })
  return {
    database,
    vendor,
    house,
    request: (recordingIds = [...vendor.recordings.keys()]) => house.deletions.request(manager, { recordingIds }),
    totals: async ({ deletionId }) => {
      const { totals } = await house.deletions.get(deletionId)
      return Object.fromEntries(Object.entries(totals).filter(([, number]) => number > 0))
    },
    trailOf: async (recordingId) => {
      const { results } = await house.trail.list({ recordingId, limit: 100 })
      return results
        .filter((event) => event.recordingId !== undefined)
        .map(({ action, outcome }) => `${action} ${outcome}`)
        .reverse()
    },
    deletes: () => vendor.heard.filter(isDelete),
    looks: () => vendor.heard.slice(vendor.heard.findLastIndex(isDelete) + 1),
  }
}

const isDelete = ({ operation }: Call) => operation === 'delete' || operation === 'bulk-delete'
const SOON = { timeout: 40_000, interval: 50 }
/** For a machine that is busy with everything else. */
const BUSY = { timeout: 60_000 }
const ONE = recordingOf(1).recordingId

describe.concurrent('sending', BUSY, () => {
  test('one recording goes out as DELETE', async (context) => {
    const { expect } = context
    const { request, deletes, totals } = await world(context, 3)
    const deletion = await request([ONE])
    await expect.poll(() => totals(deletion), SOON).toEqual({ gone: 1 })
    expect(deletes()).toMatchObject([{ operation: 'delete', recordingIds: [ONE] }])
  })

  test('several go out in chunks of at most 100, each once, in the order they were named in', async (context) => {
    const { expect } = context
    const { request, deletes, totals } = await world(context, 250)
    const deletion = await request()
    await expect.poll(() => totals(deletion), SOON).toEqual({ gone: 250 })
    expect(deletes().map(({ operation, recordingIds }) => [operation, recordingIds.length])).toEqual([
      ['bulk-delete', 100],
      ['bulk-delete', 100],
      ['bulk-delete', 50],
    ])
    expect(deletes().flatMap(({ recordingIds }) => recordingIds)).toEqual(
      Array.from({ length: 250 }, (_, index) => recordingOf(index + 1).recordingId),
    )
  })

  test('nothing goes out before the undo window is over, or when it was undone', async (context) => {
    const { expect } = context
    const { request, deletes, house, totals } = await world(context, 4, { graceSeconds: 2 })
    const kept = await request([ONE])
    const deletion = await request([recordingOf(2).recordingId])
    await house.deletions.undo(manager, kept.deletionId)
    await expect.poll(() => totals(deletion), SOON).toEqual({ gone: 1 })
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(deletion.executeAt))
    expect(deletes()).toMatchObject([{ recordingIds: [recordingOf(2).recordingId] }])
  })

  test('before upstream hears of a delete, what it was is in the trail', async (context) => {
    const { expect } = context
    const { request, house, vendor, totals, trailOf } = await world(context, 8)
    const known: unknown[] = []
    vendor.before = async (call) => {
      if (!isDelete(call)) return undefined
      const { results } = await house.trail.list({ action: 'recording.delete.sent', limit: 100 })
      known.push(
        ...results.map(({ outcome, detail, actor }) => ({ outcome, snapshot: detail?.snapshot, by: actor.sub })),
      )
      return undefined
    }
    const deletion = await request()
    await expect.poll(() => totals(deletion), SOON).toEqual({ gone: 8 })
    expect(known).toHaveLength(8)
    expect(known).toContainEqual({ outcome: 'intended', snapshot: recordingOf(5), by: 'ada' })
    expect(await trailOf(ONE)).toEqual([
      'recording.delete.sent intended',
      'recording.delete.sent succeeded',
      'recording.deleted succeeded',
    ])
  })

  test('facts are read from list pages where that is cheaper than one by one', async (context) => {
    const { expect } = context
    const { request, vendor, deletes } = await world(context, 150)
    await request()
    await expect.poll(() => deletes().length, SOON).toBe(2)
    expect(vendor.heard.slice(0, vendor.heard.findIndex(isDelete))).toMatchObject([
      { operation: 'list' },
      { operation: 'list' },
    ])
  })

  test('a recording that upstream does not know is sent all the same', async (context) => {
    const { expect } = context
    const { request, totals, deletes } = await world(context, 1)
    const stranger = recordingOf(99).recordingId
    const deletion = await request([stranger])
    await expect.poll(() => totals(deletion), SOON).toEqual({ gone: 1 })
    expect(deletes()).toMatchObject([{ recordingIds: [stranger] }])
  })

  test('an undo while a chunk is on its way takes back the rest, exactly', async (context) => {
    const { expect } = context
    const { request, vendor, house, totals, deletes } = await world(context, 250)
    let release = () => {}
    const isOut = new Promise<void>((out) => {
      vendor.before = (call) => {
        if (!isDelete(call)) return Promise.resolve(undefined)
        out()
        return new Promise((answer) => {
          release = () => answer(undefined)
        })
      }
    })
    const deletion = await request()
    await isOut
    const undone = await house.deletions.undo(manager, deletion.deletionId)
    expect(undone.totals).toMatchObject({ waiting: 100, undone: 150 })
    release()
    await expect.poll(() => totals(deletion), SOON).toEqual({ gone: 100, undone: 150 })
    expect(deletes()).toHaveLength(1)
  })
})

describe.concurrent('upstream’s refusals', BUSY, () => {
  test.for([
    { status: 400, code: 'upstream_rejected' },
    { status: 401, code: 'upstream_refused_key' },
    { status: 403, code: 'upstream_refused_key' },
    { status: 422, code: 'upstream_rejected' },
  ])('$status fails at once, with the reason', async ({ status, code }, context) => {
    const { expect } = context
    const { request, vendor, totals, house, deletes, trailOf } = await world(context, 3)
    vendor.before = async (call) => (isDelete(call) ? { status } : undefined)
    const deletion = await request()
    await expect.poll(() => totals(deletion), SOON).toEqual({ failed: 3 })
    const { items } = await house.deletions.get(deletion.deletionId)
    expect(new Set(items?.map((item) => item.code))).toEqual(new Set([code]))
    expect(deletes()).toHaveLength(1)
    expect(await trailOf(ONE)).toEqual(['recording.delete.sent intended', 'recording.delete.failed failed'])
  })

  test('a 404 to a delete is no proof: it looks', async (context) => {
    const { expect } = context
    const { request, vendor, totals } = await world(context, 2)
    vendor.before = async (call) => (isDelete(call) ? { status: 404 } : undefined)
    const deletion = await request([ONE])
    await expect.poll(() => totals(deletion), SOON).toEqual({ remaining: 1 })
  })

  test('a told wait is kept, is no failure, and the deletion goes on after it', async (context) => {
    const { expect } = context
    const { request, vendor, totals, deletes } = await world(context, 2)
    let refusedAt = 0
    vendor.before = async (call) => {
      if (!isDelete(call) || refusedAt > 0) return undefined
      refusedAt = Date.now()
      return { status: 429, json: { error: 'slow down', data: { msLeft: 2_500 } } }
    }
    const deletion = await request()
    await expect.poll(() => deletes().length, SOON).toBe(2)
    expect(Date.now() - refusedAt).toBeGreaterThanOrEqual(2_400)
    await expect.poll(() => totals(deletion), SOON).toEqual({ gone: 2 })
  })

  test('a failure that passes is put up with', async (context) => {
    const { expect } = context
    const { request, vendor, totals, deletes } = await world(context, 2)
    vendor.before = async (call) => (isDelete(call) && deletes().length <= 2 ? { status: 503 } : undefined)
    const deletion = await request()
    await expect.poll(() => totals(deletion), SOON).toEqual({ gone: 2 })
    expect(deletes()).toHaveLength(3)
  })

  test('a failure that lasts longer than our patience is one, and can be retried', async (context) => {
    const { expect } = context
    const { request, vendor, totals, house } = await world(context, 2)
    const askedAt = Date.now()
    vendor.before = async (call) => (isDelete(call) ? { status: 500 } : undefined)
    const deletion = await request()
    await expect.poll(() => totals(deletion), SOON).toEqual({ failed: 2 })
    expect(Date.now() - askedAt).toBeGreaterThanOrEqual(3_000)
    vendor.before = async () => undefined
    await house.deletions.retry(manager, deletion.deletionId)
    await expect.poll(() => totals(deletion), SOON).toEqual({ gone: 2 })
  })

  test('facts that upstream fails to tell keep a deletion waiting a moment, not for ever', async (context) => {
    const { expect } = context
    const { request, vendor, totals, deletes } = await world(context, 6)
    vendor.before = async (call) => (isDelete(call) ? undefined : { status: 503 })
    const deletion = await request()
    await expect.poll(() => totals(deletion), SOON).toEqual({ sent: 6 })
    expect(deletes()).toHaveLength(1)
  })

  test('without a key that reads, facts stay unknown and are no reason to wait', async (context) => {
    const { expect } = context
    const { request, vendor, totals, house } = await world(context, 2)
    vendor.before = async (call) => (isDelete(call) ? undefined : { status: 401 })
    const deletion = await request()
    await expect.poll(() => totals(deletion), SOON).toEqual({ sent: 2 })
    const { items } = await house.deletions.get(deletion.deletionId)
    expect(items?.map(({ filename }) => filename)).toEqual([null, null])
  })
})

describe.concurrent('looking again', BUSY, () => {
  test('what stays is said to remain, what went is gone, and retrying sends only what remains', async (context) => {
    const { expect } = context
    const { request, vendor, totals, house, trailOf, deletes } = await world(context, 10)
    vendor.stubborn.add(ONE)
    const deletion = await request()
    await expect.poll(() => totals(deletion), SOON).toEqual({ gone: 9, remaining: 1 })
    expect(await trailOf(ONE)).toContain('recording.remaining failed')
    vendor.stubborn.clear()
    await house.deletions.retry(manager, deletion.deletionId)
    await expect.poll(() => totals(deletion), SOON).toEqual({ gone: 10 })
    expect(deletes().at(-1)?.recordingIds).toEqual([ONE])
  })

  test('a vendor that takes its time is asked about a few, and nothing is called gone before its own 404', async (context) => {
    const { expect } = context
    const { request, vendor, totals, looks } = await world(context, 100, { verifySeconds: 20 })
    for (const id of vendor.recordings.keys()) vendor.stubborn.add(id)
    const deletion = await request()
    await expect.poll(() => looks().length, SOON).toBeGreaterThanOrEqual(4)
    expect(await totals(deletion)).toEqual({ sent: 100 })
    expect(looks().length).toBeLessThanOrEqual(8)
    expect(new Set(looks().map(({ recordingIds }) => recordingIds[0])).size).toBe(looks().length)
    vendor.recordings.clear()
    await expect.poll(() => totals(deletion), SOON).toEqual({ gone: 100 })
  })

  test('that many remain is learnt from list pages', async (context) => {
    const { expect } = context
    const { request, vendor, totals, looks } = await world(context, 200)
    for (const id of vendor.recordings.keys()) vendor.stubborn.add(id)
    const deletion = await request()
    await expect.poll(() => totals(deletion), SOON).toEqual({ remaining: 200 })
    expect(looks().length).toBeLessThan(12)
  })

  test('with upstream away at the last look nothing is guessed: it looks again when upstream is back', async (context) => {
    const { expect } = context
    const { request, vendor, totals, deletes } = await world(context, 2, { verifySeconds: 1 })
    let lastLookBy = Number.POSITIVE_INFINITY
    vendor.after = async (call) => {
      if (isDelete(call)) lastLookBy = Date.now() + 1_000
    }
    let isAskedLate = false
    vendor.before = async (call) => {
      if (isDelete(call) || deletes().length === 0) return undefined
      isAskedLate ||= Date.now() > lastLookBy
      return { status: 503 }
    }
    const deletion = await request()
    await expect.poll(() => isAskedLate, SOON).toBe(true)
    expect(await totals(deletion)).toEqual({ sent: 2 })
    vendor.before = async () => undefined
    await expect.poll(() => totals(deletion), SOON).toEqual({ gone: 2 })
  })
})
