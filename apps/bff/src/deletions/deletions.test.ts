import type { Deletion } from '@reeldesk/contract'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DeletionHouse, manager, openDeletionHouse } from '../../test/deletion-house.ts'
import { freshDatabase, type TestDatabase } from '../../test/postgres.ts'
import { ProblemError } from '../problem.ts'
import type { RequestContext } from '../services.ts'
import { recordingOf } from '../upstream/scripted-server.ts'

/** No worker runs here: what people ask for is decided in the database alone. Upstream is an address where nobody is. */

let database: TestDatabase
let house: DeletionHouse

beforeEach(async () => {
  database = await freshDatabase()
  house = await openDeletionHouse(database.url, 'http://127.0.0.1:1/v1', { graceSeconds: 60 })
})

afterEach(async () => {
  await house.close()
  await database.drop()
})

const idsOf = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => recordingOf(from + index).recordingId)
const request = (recordingIds: string[], more: { reason?: string; idempotencyKey?: string } = {}) =>
  house.deletions.request(manager, { recordingIds, ...more })
const code = (error: unknown) => (error instanceof ProblemError ? error.code : error)
const codeOf = (work: Promise<unknown>) => work.then(() => 'no problem', code)
const grace = ({ requestedAt, executeAt }: Deletion) => Date.parse(executeAt) - Date.parse(requestedAt)
const set = (state: string, of: Deletion, where = 'true') =>
  database.query(`update deletion_items set state = '${state}' where deletion_id = '${of.deletionId}' and ${where}`)

const someoneElse: RequestContext = {
  ...manager,
  caller: { ...manager.caller, principal: { ...manager.caller.principal, sub: 'grace' } },
}

describe('asking', () => {
  test('a deletion waits for as long as the undo window is, by the database’s clock', async () => {
    const deletion = await request(idsOf(1, 3), { reason: 'asked to' })
    expect(deletion).toMatchObject({
      requestedBy: manager.caller.principal,
      reason: 'asked to',
      totals: { waiting: 3, sent: 0, gone: 0, remaining: 0, failed: 0, undone: 0 },
    })
    expect(grace(deletion)).toBe(60_000)
  })

  test('what this process has seen is kept with the deletion at once, however strange its name', async () => {
    house.facts.remember({ ...recordingOf(1), filename: 'a\u0000b\ud800.mp4' })
    const { deletionId } = await request(idsOf(1, 2))
    const { items } = await house.deletions.get(deletionId)
    expect(items?.map(({ filename }) => filename)).toEqual(['a\ufffdb\ufffd.mp4', null])
  })

  test('10,000 ids are accepted in under two seconds', async () => {
    const startedAt = performance.now()
    const { totals } = await request(idsOf(1, 10_000))
    expect(performance.now() - startedAt).toBeLessThan(2_000)
    expect(totals.waiting).toBe(10_000)
  })

  test('it is in the trail, or it is not at all', async () => {
    const { deletionId } = await request(idsOf(1, 2), { reason: 'asked to' })
    const { results } = await house.trail.list({ limit: 10 })
    expect(results).toMatchObject([
      { action: 'deletion.requested', deletionId, detail: { count: 2, reason: 'asked to' } },
    ])

    await database.query('alter table audit_head rename to elsewhere')
    await expect(request(idsOf(3, 1))).rejects.toThrow()
    await database.query('alter table elsewhere rename to audit_head')
    expect((await house.deletions.list({ limit: 10 })).results).toHaveLength(1)
  })
})

describe('asking twice with one key', () => {
  test('is one deletion, even at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => request(idsOf(1, 2), { idempotencyKey: 'k' })))
    expect(new Set(answers.map(({ deletionId }) => deletionId)).size).toBe(1)
    expect((await house.trail.list({ limit: 10 })).results).toHaveLength(1)
  })

  test('with another body or another reason is refused', async () => {
    await request(idsOf(1, 2), { idempotencyKey: 'k' })
    expect(await codeOf(request(idsOf(1, 3), { idempotencyKey: 'k' }))).toBe('idempotency_conflict')
    expect(await codeOf(request(idsOf(1, 2), { idempotencyKey: 'k', reason: 'r' }))).toBe('idempotency_conflict')
  })

  test('by two people is two deletions', async () => {
    const mine = await request(idsOf(1, 2), { idempotencyKey: 'k' })
    const theirs = await house.deletions.request(someoneElse, { recordingIds: idsOf(1, 3), idempotencyKey: 'k' })
    expect(theirs.deletionId).not.toBe(mine.deletionId)
  })
})

describe('undo', () => {
  test('takes back what waits, and says so in the trail', async () => {
    const { deletionId } = await request(idsOf(1, 3))
    const { totals } = await house.deletions.undo(someoneElse, deletionId)
    expect(totals).toMatchObject({ waiting: 0, undone: 3 })
    const { results } = await house.trail.list({ limit: 1 })
    expect(results).toMatchObject([{ action: 'deletion.undone', actor: { sub: 'grace' }, detail: { count: 3 } }])
  })

  test('pressed twice it is still undone, and recorded once', async () => {
    const { deletionId } = await request(idsOf(1, 3))
    await Promise.all([house.deletions.undo(manager, deletionId), house.deletions.undo(manager, deletionId)])
    expect((await house.trail.list({ limit: 10, action: 'deletion.undone' })).results).toHaveLength(1)
  })

  test('leaves alone what a worker has claimed, and is exact about it', async () => {
    const deletion = await request(idsOf(1, 3))
    await database.query('update deletion_items set sending_at = now() where position = 1')
    expect((await house.deletions.undo(manager, deletion.deletionId)).totals).toMatchObject({ waiting: 1, undone: 2 })
  })

  test('comes too late when everything was sent, and then changes nothing', async () => {
    const deletion = await request(idsOf(1, 2))
    await set('sent', deletion)
    expect(await codeOf(house.deletions.undo(manager, deletion.deletionId))).toBe('undo_too_late')
    expect((await house.trail.list({ limit: 10, action: 'deletion.undone' })).results).toEqual([])
  })

  test('of a deletion that never was is not found', async () => {
    expect(await codeOf(house.deletions.undo(manager, recordingOf(1).recordingId))).toBe('deletion_not_found')
    expect(await codeOf(house.deletions.get(recordingOf(1).recordingId))).toBe('deletion_not_found')
  })
})

describe('retry', () => {
  test('tries again what failed or remains, at once, and nothing else', async () => {
    const deletion = await request(idsOf(1, 4))
    await set('failed', deletion, 'position = 1')
    await set('remaining', deletion, 'position = 2')
    await set('gone', deletion, 'position = 3')
    await set('undone', deletion, 'position = 4')
    const retried = await house.deletions.retry(manager, deletion.deletionId)
    expect(retried.totals).toMatchObject({ waiting: 2, failed: 0, remaining: 0, gone: 1, undone: 1 })
    expect(grace(retried)).toBeLessThan(60_000)
    expect((await house.trail.list({ limit: 1 })).results).toMatchObject([
      { action: 'deletion.retried', detail: { count: 2 } },
    ])
  })

  test('is refused when there is nothing to retry', async () => {
    const { deletionId } = await request(idsOf(1, 1))
    expect(await codeOf(house.deletions.retry(manager, deletionId))).toBe('nothing_to_retry')
  })
})

describe('reading', () => {
  test('newest first, page after page, each deletion once', async () => {
    const asked = []
    for (let number = 1; number <= 5; number += 1) asked.push((await request(idsOf(number, 1))).deletionId)
    const first = await house.deletions.list({ limit: 2 })
    const second = await house.deletions.list({ limit: 2, cursor: first.cursor ?? '' })
    const third = await house.deletions.list({ limit: 2, cursor: second.cursor ?? '' })
    const pages = [first, second, third].flatMap(({ results }) => results)
    expect(pages.map(({ deletionId }) => deletionId)).toEqual(asked.reverse())
    expect(third.cursor).toBeNull()
  })

  test('a cursor that nobody gave out is refused', async () => {
    for (const cursor of ['x', '1.x', '-1.00000000-0000-4000-8000-000000000000', '99999999999999999.a'])
      expect(await codeOf(house.deletions.list({ limit: 2, cursor }))).toBe('invalid_request')
  })

  test('one lists what is not gone, in the order it was named in', async () => {
    const deletion = await request(idsOf(1, 4).reverse())
    await set('gone', deletion, 'position = 2')
    await set('failed', deletion, 'position = 3')
    await database.query(`update deletion_items set code = 'upstream_rejected' where position = 3`)
    const { items } = await house.deletions.get(deletion.deletionId)
    expect(items).toEqual([
      { recordingId: recordingOf(4).recordingId, filename: null, state: 'waiting' },
      { recordingId: recordingOf(2).recordingId, filename: null, state: 'failed', code: 'upstream_rejected' },
      { recordingId: recordingOf(1).recordingId, filename: null, state: 'waiting' },
    ])
  })
})

describe('marks', () => {
  const marksOf = async (of: DeletionHouse, recordingId: string) =>
    (await of.deletions.marksOf(() => [recordingId])).get(recordingId)
  const [ONE = ''] = idsOf(1, 1)

  test('a row says what is about to happen to it, at once, and no more once that is undone', async () => {
    expect(await marksOf(house, ONE)).toBeUndefined()
    const { deletionId, executeAt } = await request([ONE])
    expect(await marksOf(house, ONE)).toEqual({ deletionId, state: 'waiting', executeAt })
    await house.deletions.undo(manager, deletionId)
    expect(await marksOf(house, ONE)).toBeUndefined()
  })

  test('of two deletions the later one speaks, and the earlier again when that is undone', async () => {
    const first = await request([ONE])
    const second = await request([ONE])
    expect(await marksOf(house, ONE)).toMatchObject({ deletionId: second.deletionId })
    await house.deletions.undo(manager, second.deletionId)
    expect(await marksOf(house, ONE)).toMatchObject({ deletionId: first.deletionId })
  })

  test('another process hears of it and says the same', async () => {
    const other = await openDeletionHouse(database.url, 'http://127.0.0.1:1/v1')
    try {
      let heard = 0
      other.deletions.onChange(() => {
        heard += 1
      })
      await expect.poll(() => heard).toBeGreaterThan(0)
      expect(await marksOf(other, ONE)).toBeUndefined()
      heard = 0
      const { deletionId } = await request([ONE])
      await expect.poll(() => heard).toBeGreaterThan(0)
      expect(await marksOf(other, ONE)).toMatchObject({ deletionId, state: 'waiting' })
    } finally {
      await other.close()
    }
  })

  test.each([2, 1_001])('of %d that are under way each says so, and a row beside them says nothing', async (count) => {
    const ids = idsOf(1, count)
    const { deletionId } = await request(ids)
    const [beside = ''] = idsOf(count + 1, 1)
    const marks = await house.deletions.marksOf(() => [ONE, beside, ...ids.slice(-1)])
    expect([...marks.keys()]).toEqual([ONE, ...ids.slice(-1)])
    expect(marks.get(ONE)).toMatchObject({ deletionId, state: 'waiting' })
    expect(await marksOf(house, beside)).toBeUndefined()
  })

  test('the spelling of an id does not matter', async () => {
    const id = 'ABCDEF00-0000-4000-8000-000000000001'
    await request([id])
    expect(await marksOf(house, id.toLowerCase())).toMatchObject({ state: 'waiting' })
  })

  test('a database that does not answer holds no list up', async () => {
    await request([ONE])
    const blocker = new pg.Client({ connectionString: database.url })
    await blocker.connect()
    await blocker.query('begin; lock table deletion_items in access exclusive mode')
    const askedAt = performance.now()
    expect(await house.deletions.marksOf(() => [ONE])).toEqual(new Map())
    expect(performance.now() - askedAt).toBeLessThan(3_000)
    await blocker.end()
    expect(await marksOf(house, ONE)).toMatchObject({ state: 'waiting' })
  })

  test('while the database is away there are none, and reading goes on', async () => {
    await request([ONE])
    await database.goAway()
    expect(await house.deletions.marksOf(() => [ONE])).toEqual(new Map())
    await database.comeBack()
    await expect
      .poll(() =>
        house.store
          .run(async () => house.store.pool.query('select 1'))
          .then(
            () => 'back',
            () => 'away',
          ),
      )
      .toBe('back')
    expect(await marksOf(house, ONE)).toMatchObject({ state: 'waiting' })
  })
})
