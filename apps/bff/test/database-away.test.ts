import type { Deletion, Problem } from '@reeldesk/contract'
import pg from 'pg'
import { describe, type TestContext, test } from 'vitest'
import type { Call } from './stepwise-vendor.ts'
import { idsOf, openWorld } from './world.ts'

/** Without its memory the console reads, and reveals and deletes nothing. */

const open = (context: TestContext) => openWorld(context, { recordings: 4 })
const [RECORDING = ''] = idsOf(1, 1)
const isSensitive = ({ operation }: Call) => operation !== 'list' && operation !== 'get'

describe.concurrent('without a database', () => {
  test('away: reading goes on, deleting and linking answer 503 and upstream hears nothing', async (context) => {
    const { expect } = context
    const { database, vendor, start } = await open(context)
    const bff = await start()
    await database.goAway()
    const attempts = await Promise.all([
      bff.send<Problem>('DELETE', `/api/recordings/${RECORDING}`),
      bff.send<Problem>('POST', '/api/recordings/bulk-delete', { recordingIds: [RECORDING] }),
      bff.send<Problem>('POST', '/api/recordings/export', { recordingIds: [RECORDING] }),
      bff.link(RECORDING),
    ])
    for (const { status, body } of attempts)
      expect({ status, code: body.code }).toEqual({ status: 503, code: 'store_unavailable' })
    expect((await bff.get('/api/recordings?limit=5')).status).toBe(200)
    expect((await bff.get(`/api/recordings/${RECORDING}`)).status).toBe(200)
    expect((await bff.get('/healthz')).status).toBe(200)
    expect(vendor.heard.filter(isSensitive)).toEqual([])

    await database.comeBack()
    await expect
      .poll(async () => (await bff.send('DELETE', `/api/recordings/${RECORDING}`)).status, { timeout: 40_000 })
      .toBe(202)
  })

  test('away before the start: the console starts, reads, and deletes once the database is there', async (context) => {
    const { expect } = context
    const { database, vendor, startUnready } = await open(context)
    await database.goAway()
    const bff = await startUnready()
    expect((await bff.get('/api/recordings')).status).toBe(200)
    expect((await bff.send('DELETE', `/api/recordings/${RECORDING}`)).status).toBe(503)
    expect((await bff.get('/readyz')).status).toBe(503)
    await database.comeBack()
    await expect.poll(async () => (await bff.get('/readyz')).status, { timeout: 40_000 }).toBe(200)
    expect((await bff.send('DELETE', `/api/recordings/${RECORDING}`)).status).toBe(202)
    await expect.poll(() => vendor.recordings.has(RECORDING), { timeout: 40_000 }).toBe(false)
  })

  test('away while a deletion is under way: it goes on when the database is back, and sends nothing it has no record of', async (context) => {
    const { expect } = context
    const { database, vendor, start } = await open(context)
    let isAway: Promise<void> | undefined
    vendor.after = async (call) => {
      if (!isSensitive(call)) return
      isAway ??= database.goAway()
      await isAway
    }
    const bff = await start()
    const recordingIds = [...vendor.recordings.keys()]
    const { body: deletion } = await bff.send('POST', '/api/recordings/bulk-delete', { recordingIds })
    await expect.poll(() => isAway !== undefined, { timeout: 40_000 }).toBe(true)
    await isAway
    expect((await bff.get('/healthz')).status).toBe(200)
    await database.comeBack()
    await expect
      .poll(async () => (await bff.get<Deletion>(`/api/deletions/${deletion.deletionId}`)).body.totals?.gone, {
        timeout: 60_000,
      })
      .toBe(4)
  })

  test('not answering: reading and health are not held up, deleting and linking give up', async (context) => {
    const { expect } = context
    const { database, vendor, start } = await open(context)
    const bff = await start()
    const blocker = new pg.Client({ connectionString: database.url })
    await blocker.connect()
    await blocker.query(
      'begin; lock table deletions, deletion_items, audit_events, audit_head in access exclusive mode',
    )
    const attempts = Promise.all([bff.send<Problem>('DELETE', `/api/recordings/${RECORDING}`), bff.link(RECORDING)])
    const askedAt = performance.now()
    expect((await bff.get('/api/recordings?limit=5')).status).toBe(200)
    expect((await bff.get('/healthz')).status).toBe(200)
    expect(performance.now() - askedAt).toBeLessThan(4_000)
    for (const { status, body } of await attempts)
      expect({ status, code: body.code }).toEqual({ status: 503, code: 'store_unavailable' })
    await blocker.end()
    expect(vendor.heard.filter(isSensitive)).toEqual([])
  })

  test('a full disk is a database that is away: 503, and upstream hears nothing', async (context) => {
    const { expect } = context
    const { database, vendor, start } = await open(context)
    const bff = await start()
    await database.query(`
    create function no_space() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
    create trigger full_disk before insert on audit_events execute function no_space()`)
    const attempts = [await bff.send<Problem>('DELETE', `/api/recordings/${RECORDING}`), await bff.link(RECORDING)]
    for (const { status, body } of attempts)
      expect({ status, code: body.code }).toEqual({ status: 503, code: 'store_unavailable' })
    expect((await bff.get('/api/recordings')).status).toBe(200)
    expect(vendor.heard.filter(isSensitive)).toEqual([])
  })
})
