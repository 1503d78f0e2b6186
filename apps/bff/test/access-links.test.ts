import { type AccessLink, LINK_SECONDS, type Problem } from '@reeldesk/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openSandboxedHouse, type SandboxedHouse } from './sandboxed-house.ts'

const MARK = { 'X-Requested-By': 'reeldesk' }

let sandboxed: SandboxedHouse

beforeAll(async () => {
  sandboxed = await openSandboxedHouse()
})
afterAll(() => sandboxed.close())
beforeEach(() => sandboxed.reopen())

const get: SandboxedHouse['get'] = (path, headers) => sandboxed.get(path, headers)

const linkOf = (recordingId: string, query = '') =>
  get<AccessLink & Problem>(`/api/recordings/${recordingId}/access-link${query}`, MARK)

describe('an access link', () => {
  const someId = async (room = '/acme-dr-okafor') =>
    (await sandboxed.listAll(`&roomName=${encodeURIComponent(room)}`))[0]?.recordingId ?? ''
  const entries = async () =>
    (await sandboxed.database.query('select action, outcome, recording_id, detail from audit_events order by sequence'))
      .rows

  test('plays, lives as long as asked, and its making is in the trail before and after, without the link', async () => {
    const recordingId = await someId()
    const { status, headers, body } = await linkOf(recordingId, '?validForSeconds=900&purpose=play')
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(Math.abs(body.expires - Date.now() - 900_000)).toBeLessThan(5_000)
    const bytes = await fetch(body.accessLink, { headers: { range: 'bytes=0-99' } })
    expect([bytes.status, (await bytes.arrayBuffer()).byteLength]).toEqual([206, 100])

    const trail = (await entries()).slice(-2)
    expect(trail).toMatchObject([
      { action: 'recording.played', outcome: 'intended', recording_id: recordingId, detail: { validForSeconds: 900 } },
      {
        action: 'recording.played',
        outcome: 'succeeded',
        recording_id: recordingId,
        detail: { expires: new Date(body.expires).toISOString() },
      },
    ])
    expect(JSON.stringify(await entries())).not.toContain(new URL(body.accessLink).search.slice(1))
  })

  test('for handing on is another action than one for playing', async () => {
    await linkOf(await someId())
    expect((await entries()).at(-1)).toMatchObject({
      action: 'recording.link.created',
      detail: { validForSeconds: LINK_SECONDS.default },
    })
  })

  test('to a recording kept in the customer’s own storage is not to be had, and the trail says it failed', async () => {
    const [room] = (await sandboxed.listAll('')).flatMap(({ roomName }) =>
      roomName?.startsWith('/hirewell') ? [roomName] : [],
    )
    const { status, body } = await linkOf(await someId(room))
    expect([status, body.code]).toEqual([403, 'not_hosted'])
    expect((await entries()).at(-1)).toMatchObject({ outcome: 'failed' })
  })

  test('to a place that the settings do not name is not handed on', async () => {
    const recordingId = await someId()
    await sandboxed.sandbox.fail('createAccessLink', { kind: 'foreign-link' })
    const { status, body } = await linkOf(recordingId)
    expect([status, body.code]).toEqual([502, 'upstream_invalid'])
    expect(JSON.stringify(body)).not.toContain('media.example.com')
  })

  test('may not outlive what the role allows', async () => {
    const recordingId = await someId()
    await sandboxed.reopen({ LINK_MAX_SECONDS_ADMIN: '600' })
    const over = await linkOf(recordingId, '?validForSeconds=601')
    expect([over.status, over.body.code]).toEqual([403, 'forbidden'])
    const unsaid = await linkOf(recordingId)
    expect(unsaid.status).toBe(200)
    expect(unsaid.body.expires - Date.now()).toBeLessThanOrEqual(600_000)
    for (const seconds of ['0', '43201', '1.5', '60;x']) {
      const refused = await linkOf(recordingId, `?validForSeconds=${encodeURIComponent(seconds)}`)
      expect([refused.status, refused.body.code]).toEqual([400, 'invalid_request'])
    }
  })

  test('needs no more than the rate allows a person', async () => {
    const recordingId = await someId()
    await sandboxed.reopen({ LINKS_PER_MINUTE: '2' })
    const answers = [
      await linkOf(recordingId),
      await linkOf(recordingId),
      await linkOf(recordingId),
      await linkOf(recordingId),
    ]
    expect(answers.map(({ status }) => status)).toContain(429)
    expect(answers.at(-1)?.body).toMatchObject({ code: 'rate_limited', retryAfterMs: expect.any(Number) })
  })
})
