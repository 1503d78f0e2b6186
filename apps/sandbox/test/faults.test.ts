import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { NOW, type Running, runSandbox, traverse } from './running.ts'

const firstId = async (sandbox: Running) => (await sandbox.page('?limit=1')).results[0]?.recordingId ?? ''

/** What went wrong beneath fetch, or the answer. */
async function breakage(sandbox: Running, timeoutMs = 2000): Promise<string> {
  try {
    const response = await sandbox.call('/recordings', { signal: AbortSignal.timeout(timeoutMs) })
    await response.text()
    return String(response.status)
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    return cause instanceof Error
      ? 'code' in cause && typeof cause.code === 'string'
        ? cause.code
        : cause.name
      : 'unknown'
  }
}

describe('on command', () => {
  test.each([401, 403, 404, 500, 501, 502, 503, 504])(
    'a call answers %i as often as told, then recovers',
    async (status) => {
      const sandbox = await runSandbox()
      await sandbox.fail({ operation: 'listRecordings', count: 2, failure: { kind: 'status', status } })
      expect((await sandbox.call('/recordings')).status).toBe(status)
      expect((await sandbox.call('/recordings')).status).toBe(status)
      expect((await sandbox.call('/recordings')).status).toBe(200)
    },
  )

  test.each([
    ['reset', /ECONNRESET|UND_ERR_SOCKET/],
    ['cut-body', /UND_ERR_SOCKET|terminated/],
  ])('%s breaks the connection', async (kind, expected) => {
    const sandbox = await runSandbox()
    await sandbox.fail({ operation: 'any', count: 1, failure: { kind } })
    expect(await breakage(sandbox)).toMatch(expected)
    expect(await breakage(sandbox)).toBe('200')
  })

  test.each(['hang-before-headers', 'hang-in-body'])('%s leaves the caller waiting', async (kind) => {
    const sandbox = await runSandbox()
    await sandbox.fail({ operation: 'any', count: 1, failure: { kind } })
    expect(await breakage(sandbox, 150)).toBe('TimeoutError')
    expect(await breakage(sandbox)).toBe('200')
  })

  test('answers can be HTML, broken JSON, of the wrong types, elsewhere, or huge', async () => {
    const sandbox = await runSandbox()
    const next = async (failure: object) => {
      await sandbox.fail({ operation: 'listRecordings', count: 1, failure })
      return sandbox.call('/recordings?limit=2')
    }
    expect((await next({ kind: 'html', status: 502 })).headers.get('Content-Type')).toBe('text/html')
    await expect((await next({ kind: 'bad-json' })).json()).rejects.toThrow(SyntaxError)
    expect(await (await next({ kind: 'wrong-types' })).json()).toMatchObject({
      results: [{ recordingId: 7 }, {}],
      cursor: 7,
    })
    const redirect = await next({ kind: 'redirect', location: 'http://127.0.0.1:9/' })
    expect([redirect.status, redirect.headers.get('Location')]).toEqual([302, 'http://127.0.0.1:9/'])
    expect((await (await next({ kind: 'huge-body', megaBytes: 3 })).arrayBuffer()).byteLength).toBeGreaterThan(
      3 * 1024 * 1024,
    )
    const bare = z.object({ results: z.array(z.record(z.string(), z.unknown())) })
    const [first] = bare.parse(await (await next({ kind: 'without-field', field: 'endDate' })).json()).results
    expect(first).toHaveProperty('startDate')
    expect(first).not.toHaveProperty('endDate')
  })

  test.each([
    ['msLeft', { msLeft: 4500 }, null, null],
    ['retry-after', undefined, '5', null],
    ['reset', undefined, null, new Date(NOW + 4500).toISOString()],
    ['everything', { msLeft: 4500 }, '5', new Date(NOW + 4500).toISOString()],
    ['nothing', undefined, null, null],
  ])('429 says the wait by %s alone', async (says, data, retryAfter, reset) => {
    const sandbox = await runSandbox()
    await sandbox.fail({ operation: 'any', failure: { kind: 'throttle', says, ms: 4500 } })
    const response = await sandbox.call('/recordings')
    expect(response.status).toBe(429)
    expect(response.headers.get('Retry-After')).toBe(retryAfter)
    expect(response.headers.get('X-RateLimit-Reset')).toBe(reset)
    expect(await response.json()).toEqual({ error: expect.any(String), ...(data === undefined ? {} : { data }) })
  })

  test('a list can send the cursor it was sent, and ids twice', async () => {
    const sandbox = await runSandbox()
    const { cursor } = await sandbox.page('?limit=10')
    await sandbox.fail({ operation: 'listRecordings', count: 1, failure: { kind: 'same-cursor' } })
    expect((await sandbox.page(`?limit=10&cursor=${cursor}`)).cursor).toBe(cursor)
    await sandbox.fail({ operation: 'listRecordings', count: 1, failure: { kind: 'duplicate-ids' } })
    const ids = (await sandbox.page('?limit=10')).results.map(({ recordingId }) => recordingId)
    expect([ids.length, new Set(ids).size]).toEqual([12, 10])
  })

  test('a link can point elsewhere', async () => {
    const sandbox = await runSandbox()
    await sandbox.fail({
      operation: 'createAccessLink',
      failure: { kind: 'foreign-link', origin: 'https://evil.example' },
    })
    const [recording] = (await sandbox.page('?roomName=acme-dr-okafor&limit=1')).results
    const response = await sandbox.call(`/recordings/${recording?.recordingId}/access-link`)
    expect(await response.json()).toMatchObject({
      accessLink: expect.stringMatching(/^https:\/\/evil\.example\/media\//),
    })
  })

  test('a deletion can be accepted and never carried out, or carried out and its answer lost', async () => {
    const sandbox = await runSandbox()
    const [kept = '', doomed = ''] = (await sandbox.page('?limit=2')).results.map(({ recordingId }) => recordingId)
    await sandbox.fail({
      operation: 'bulkDeleteRecordings',
      failure: { kind: 'ignore-delete' },
      match: { recordingId: kept },
    })
    expect((await sandbox.bulkDelete({ recordingIds: [kept] })).status).toBe(204)
    await sandbox.fail({ operation: 'deleteRecording', failure: { kind: 'status', status: 503, carriedOut: true } })
    expect((await sandbox.remove(doomed)).status).toBe(503)
    sandbox.pass(60_000)
    expect((await sandbox.call(`/recordings/${kept}`)).status).toBe(200)
    expect((await sandbox.call(`/recordings/${doomed}`)).status).toBe(404)
  })

  test('faults strike only what they are aimed at, and go when cleared', async () => {
    const sandbox = await runSandbox()
    const [aimed = '', beside = ''] = (await sandbox.page('?limit=2')).results.map(({ recordingId }) => recordingId)
    await sandbox.fail({
      operation: 'getRecording',
      failure: { kind: 'status', status: 500 },
      match: { recordingId: aimed },
    })
    await sandbox.fail({
      operation: 'listRecordings',
      failure: { kind: 'status', status: 502 },
      match: { roomName: '/acme-dr-okafor' },
    })
    const status = async (path: string) => (await sandbox.call(`/recordings${path}`)).status
    expect(await status(`/${aimed}`)).toBe(500)
    expect(await status(`/${beside}`)).toBe(200)
    expect(await status('?roomName=%2Facme-dr-okafor')).toBe(502)
    expect(await status('?roomName=acme-dr-okafor')).toBe(502)
    expect(await status('')).toBe(200)
    await sandbox.control('/faults', 'DELETE')
    expect(await status(`/${aimed}`)).toBe(200)
  })
})

describe('the rooms that fail by themselves', () => {
  async function idsIn(sandbox: Running, roomName: string): Promise<string[]> {
    return (await traverse(sandbox, `roomName=${roomName}`)).map(({ recordingId }) => recordingId)
  }
  async function tryRoom(roomName: string) {
    const sandbox = await runSandbox({ recordings: 2400 })
    const [recordingId = '', second] = await idsIn(sandbox, roomName)
    expect(second).toBeDefined()
    const read = async (path = '') => (await sandbox.call(`/recordings/${recordingId}${path}`)).status
    return { sandbox, recordingId, read }
  }

  test('/legacy-imports: no link', async () => {
    const { read } = await tryRoom('legacy-imports')
    expect([await read(), await read('/access-link')]).toEqual([200, 500])
  })

  test('/legacy-legal-hold: refuses to be deleted, and stays when deleted among others', async () => {
    const { sandbox, recordingId, read } = await tryRoom('legacy-legal-hold')
    expect((await sandbox.remove(recordingId)).status).toBe(403)
    const other = await firstId(sandbox)
    expect((await sandbox.bulkDelete({ recordingIds: [recordingId, other] })).status).toBe(204)
    sandbox.pass(60_000)
    expect(await read()).toBe(200)
    expect((await sandbox.call(`/recordings/${other}`)).status).toBe(404)
  })

  test('/legacy-quota-pilot: says it is deleted, and stays', async () => {
    const { sandbox, recordingId, read } = await tryRoom('legacy-quota-pilot')
    expect((await sandbox.remove(recordingId)).status).toBe(204)
    expect(await read()).toBe(200)
  })

  test('/legacy-migrated: listed, but gone', async () => {
    const { read } = await tryRoom('legacy-migrated')
    expect([await read(), await read('/access-link')]).toEqual([404, 404])
  })

  test('/legacy-nordic-region: cannot be deleted for now', async () => {
    const { sandbox, recordingId, read } = await tryRoom('legacy-nordic-region')
    expect((await sandbox.remove(recordingId)).status).toBe(503)
    expect(await read()).toBe(200)
  })

  test('/legacy-webinars: a file that no player opens', async () => {
    const { sandbox, recordingId } = await tryRoom('legacy-webinars')
    const response = await sandbox.call(`/recordings/${recordingId}/access-link`)
    const { accessLink } = z.object({ accessLink: z.string() }).parse(await response.json())
    const media = await fetch(accessLink)
    expect(media.headers.get('Content-Type')).toBe('video/mp4')
    expect(await media.text()).not.toContain('ftyp')
  })
})
