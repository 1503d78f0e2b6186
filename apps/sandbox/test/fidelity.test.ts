import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { NOBODY, Page, type Running, runSandbox } from './running.ts'
import accessLink from './schema/access-link.json' with { type: 'json' }
import answers from './schema/answers.json' with { type: 'json' }
import recording from './schema/recording.json' with { type: 'json' }
import recordingsPage from './schema/recordings-page.json' with { type: 'json' }
import refusal from './schema/refusal.json' with { type: 'json' }
import throttled from './schema/throttled.json' with { type: 'json' }

const ajv = new Ajv({ allErrors: true, schemas: [recording, recordingsPage, accessLink, throttled, refusal] })

/** Holds a real answer to the machine-readable reading of the document. */
async function expectPublished(operation: keyof typeof answers, response: Response): Promise<void> {
  const published: Record<string, string | null> = answers[operation]
  const schema = published[response.status]
  if (schema === undefined) expect.fail(`${operation} answered ${response.status}, which is not published`)
  const text = await response.text()
  if (schema === null) return expect(text).toBe('')
  expect(response.headers.get('Content-Type')).toMatch(/^application\/json/)
  ajv.validate(schema, JSON.parse(text))
  expect(ajv.errors).toBeNull()
}

const json = { 'Content-Type': 'application/json' }
const bulk = { method: 'POST', headers: json, body: JSON.stringify({ recordingIds: [NOBODY] }) }
const operations: [keyof typeof answers, (sandbox: Running, id: string, key: object) => Promise<Response>][] = [
  ['listRecordings', (sandbox, _id, headers) => sandbox.call('/recordings', { headers: { ...headers } })],
  ['getRecording', (sandbox, id, headers) => sandbox.call(`/recordings/${id}`, { headers: { ...headers } })],
  [
    'createAccessLink',
    (sandbox, id, headers) => sandbox.call(`/recordings/${id}/access-link`, { headers: { ...headers } }),
  ],
  [
    'deleteRecording',
    (sandbox, id, headers) => sandbox.call(`/recordings/${id}`, { method: 'DELETE', headers: { ...headers } }),
  ],
  [
    'bulkDeleteRecordings',
    (sandbox, _id, headers) => sandbox.call('/recordings/bulk-delete', { ...bulk, headers: { ...json, ...headers } }),
  ],
]

describe.each(operations)('%s', (operation, call) => {
  test('answers as published', async () => {
    const sandbox = await runSandbox()
    const [first] = (await sandbox.page('?roomName=acme-dr-okafor&limit=1')).results
    const response = await call(sandbox, first?.recordingId ?? '', {})
    expect(response.ok).toBe(true)
    await expectPublished(operation, response)
  })

  test('refuses a wrong key as published', async () => {
    const response = await call(await runSandbox(), NOBODY, { Authorization: 'Bearer wrong' })
    expect(response.status).toBe(401)
    await expectPublished(operation, response)
  })

  test('refuses as published once the points are spent, with every way of saying how long', async () => {
    const sandbox = await runSandbox({ pointsPerMinute: 3 })
    for (let spent = 0; spent < 3; spent++) await sandbox.call('/recordings?limit=1')
    sandbox.pass(21_322)
    const response = await call(sandbox, NOBODY, {})
    expect(response.status).toBe(429)
    expect(response.headers.get('Retry-After')).toBe('39')
    expect(response.headers.get('X-RateLimit-Limit')).toBe('3')
    expect(response.headers.get('X-RateLimit-Remaining')).toBe('0')
    expect(response.headers.get('X-RateLimit-Reset')).toBe('2026-03-04T10:01:00.000Z')
    expect(await response.clone().json()).toMatchObject({ data: { msLeft: 38_678 } })
    await expectPublished(operation, response)
  })
})

describe('what is not there', () => {
  test.each(['getRecording', 'createAccessLink'] as const)('%s answers 404 as published', async (operation) => {
    const path = operation === 'getRecording' ? NOBODY : `${NOBODY}/access-link`
    const response = await (await runSandbox()).call(`/recordings/${path}`)
    expect(response.status).toBe(404)
    await expectPublished(operation, response)
  })

  test('a recording in the customer’s own storage has no link: 403 as published', async () => {
    const sandbox = await runSandbox()
    const [kept] = (await sandbox.page('?roomName=hirewell-intake-call&limit=1')).results
    const response = await sandbox.call(`/recordings/${kept?.recordingId}/access-link`)
    expect(response.status).toBe(403)
    await expectPublished('createAccessLink', response)
  })
})

test('every recording of the world, its oddities included, is a recording as published', async () => {
  const sandbox = await runSandbox({ recordings: 2400 })
  let cursor: string | null = null
  do {
    const response = await sandbox.call(`/recordings?limit=100${cursor === null ? '' : `&cursor=${cursor}`}`)
    await expectPublished('listRecordings', response.clone())
    cursor = Page.parse(await response.json()).cursor
  } while (cursor !== null)
})
