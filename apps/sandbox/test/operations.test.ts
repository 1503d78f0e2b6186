import { describe, expect, test } from 'vitest'
import { NOBODY, type Running, runSandbox } from './running.ts'

async function firstIds(sandbox: Running, limit: number): Promise<string[]> {
  return (await sandbox.page(`?limit=${limit}`)).results.map(({ recordingId }) => recordingId)
}
const statusOf = async (sandbox: Running, recordingId = '') => (await sandbox.call(`/recordings/${recordingId}`)).status

describe('the key', () => {
  test.each([undefined, '', 'test-key', 'Basic test-key', 'Bearer', 'Bearer ', 'Bearer wrong', 'Bearer test-key more'])(
    'is not %j',
    async (authorization) => {
      const sandbox = await runSandbox()
      const headers = authorization === undefined ? {} : { Authorization: authorization }
      const response = await sandbox.send('/v1/recordings', { headers })
      expect(response.status).toBe(401)
      expect(response.headers.has('X-RateLimit-Remaining')).toBe(false)
    },
  )
})

describe('points', () => {
  const remaining = (response: Response) => Number(response.headers.get('X-RateLimit-Remaining'))

  test('a read costs 1, a deletion 2, a bulk deletion 3, a refused key nothing', async () => {
    const sandbox = await runSandbox({ pointsPerMinute: 100 })
    expect(remaining(await sandbox.call('/recordings'))).toBe(99)
    expect(remaining(await sandbox.remove(NOBODY))).toBe(97)
    expect(remaining(await sandbox.bulkDelete({ recordingIds: [] }))).toBe(94)
    await sandbox.call('/recordings', { headers: { Authorization: 'Bearer wrong' } })
    expect(remaining(await sandbox.call(`/recordings/${NOBODY}/access-link`))).toBe(93)
    expect(remaining(await sandbox.call('/recordings?limit=0'))).toBe(92)
  })

  test('are full again a minute after the first call, and not before', async () => {
    const sandbox = await runSandbox({ pointsPerMinute: 2 })
    await firstIds(sandbox, 1)
    sandbox.pass(30_000)
    await firstIds(sandbox, 1)
    sandbox.pass(29_999)
    expect((await sandbox.call('/recordings')).status).toBe(429)
    sandbox.pass(1)
    expect(remaining(await sandbox.call('/recordings'))).toBe(1)
  })

  test('a call the purse cannot pay is refused and not counted; a cheaper one still goes through', async () => {
    const sandbox = await runSandbox({ pointsPerMinute: 2 })
    const refused = await sandbox.bulkDelete({ recordingIds: await firstIds(sandbox, 1) })
    expect(refused.status).toBe(429)
    expect(remaining(refused)).toBe(1)
    expect(remaining(await sandbox.call('/recordings'))).toBe(0)
  })
})

describe('deleting one', () => {
  test('takes it away at once and answers 204 ever after', async () => {
    const sandbox = await runSandbox()
    const [doomed = '', next] = await firstIds(sandbox, 2)
    expect((await sandbox.remove(doomed)).status).toBe(204)
    expect(await statusOf(sandbox, doomed)).toBe(404)
    expect(await firstIds(sandbox, 1)).toEqual([next])
    expect((await sandbox.remove(doomed)).status).toBe(204)
    expect((await sandbox.remove(NOBODY)).status).toBe(204)
    expect((await sandbox.remove('not-an-id')).status).toBe(204)
  })

  test('takes upper-case ids too', async () => {
    const sandbox = await runSandbox()
    const [doomed = ''] = await firstIds(sandbox, 1)
    await sandbox.remove(doomed.toUpperCase())
    expect(await statusOf(sandbox, doomed)).toBe(404)
  })
})

describe('deleting in bulk', () => {
  test('answers at once and is carried out a little later', async () => {
    const sandbox = await runSandbox()
    const ids = await firstIds(sandbox, 3)
    expect((await sandbox.bulkDelete({ recordingIds: [...ids, ...ids, NOBODY, 'no id'] })).status).toBe(204)
    expect(await firstIds(sandbox, 3)).toEqual(ids)
    sandbox.pass(1999)
    expect(await statusOf(sandbox, ids[0])).toBe(200)
    sandbox.pass(1)
    for (const id of ids) expect(await statusOf(sandbox, id)).toBe(404)
  })

  test.each([{}, [], null, { recordingIds: 'one' }, { recordingIds: [7] }, { recordingIds: null }])(
    'refuses the body %j and deletes nothing',
    async (body) => {
      const sandbox = await runSandbox()
      expect((await sandbox.bulkDelete(body)).status).toBe(400)
    },
  )

  test('refuses what is no JSON, another content type, and more than 4 MiB', async () => {
    const sandbox = await runSandbox()
    const post = (body: string, type: string) =>
      sandbox.call('/recordings/bulk-delete', { method: 'POST', body, headers: { 'Content-Type': type } })
    expect((await post('{"recordingIds":[', 'application/json')).status).toBe(400)
    expect((await post('{"recordingIds":[]}', 'text/plain')).status).toBe(415)
    expect((await post('{"recordingIds":[]}', 'application/json; charset=utf-8')).status).toBe(204)
    expect((await post(' '.repeat(5_000_000), 'application/json')).status).toBe(413)
  })
})

describe('a path', () => {
  test.each([
    ['GET', '/recordings/bulk-delete'],
    ['GET', '/recordings/not-an-id'],
    ['GET', '/recordings/..%2Frooms'],
    ['GET', `/recordings/${NOBODY}%20`],
    ['GET', `/recordings/${NOBODY}/transcript`],
    ['POST', '/recordings'],
    ['PUT', `/recordings/${NOBODY}`],
    ['GET', '/rooms'],
  ])('%s %s names nothing: 404 with a sentence', async (method, path) => {
    const response = await (await runSandbox()).call(path, { method })
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({ error: "The requested resource doesn't exist" })
  })
})
