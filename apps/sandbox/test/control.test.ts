import { request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { runSandbox } from './running.ts'

/** With headers that fetch does not let us choose. */
const statusFor = (url: string, headers: Record<string, string>) =>
  new Promise<number | undefined>((resolve, reject) => {
    const asked = request(url, { headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    asked.once('error', reject)
    asked.end()
  })

describe('the control endpoint', () => {
  test('tells what upstream heard, without the key', async () => {
    const sandbox = await runSandbox()
    await sandbox.bulkDelete({ recordingIds: ['a', 'b'] })
    await sandbox.send('/v1/rooms?secret=no')
    const heard = await (await sandbox.control('/requests?last=2')).json()
    expect(heard).toMatchObject([
      { operation: 'bulkDeleteRecordings', method: 'POST', recordingIds: ['a', 'b'], status: 204 },
      { operation: 'unknown', method: 'GET', path: '/v1/rooms', status: 404 },
    ])
    expect(JSON.stringify(heard)).not.toContain('test-key')
  })

  test('counts calls by operation, points and live recordings; reset begins anew', async () => {
    const sandbox = await runSandbox({ pointsPerMinute: 100 })
    const { results } = await sandbox.page('?limit=1')
    await sandbox.remove(results[0]?.recordingId ?? '')
    await sandbox.fail({ operation: 'any', failure: { kind: 'slow', ms: 1 } })
    expect(await (await sandbox.control('/state')).json()).toMatchObject({
      recordings: 399,
      points: { limit: 100, remaining: 97 },
      calls: { listRecordings: 1, deleteRecording: 1 },
      faults: [{ operation: 'any', left: null, struck: 0 }],
    })
    expect((await sandbox.control('/reset', 'POST')).status).toBe(204)
    expect(await (await sandbox.control('/state')).json()).toMatchObject({
      recordings: 400,
      points: { remaining: 100 },
      calls: {},
      faults: [],
    })
  })

  test.each([
    { operation: 'deleteEverything', failure: { kind: 'reset' } },
    { operation: 'any', failure: { kind: 'explode' } },
    { operation: 'any', failure: { kind: 'status', status: 200 } },
    { operation: 'any', failure: { kind: 'slow' } },
    { operation: 'any', failure: { kind: 'reset' }, count: 0 },
    { operation: 'any', failure: { kind: 'reset' }, often: true },
    {},
  ])('refuses the fault %j with a sentence', async (fault) => {
    const response = await (await runSandbox()).control('/faults', 'POST', fault)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({ error: expect.stringMatching(/\w/) })
  })

  test('answers neither another host name nor a web page', async () => {
    const { origin } = await runSandbox()
    const state = `${origin}/__sandbox/state`
    expect(await statusFor(state, { Host: 'localhost:4401' })).toBe(200)
    expect(await statusFor(state, { Host: 'rebound.example' })).toBe(403)
    expect(await statusFor(state, { Origin: 'http://evil.example' })).toBe(403)
    expect(await statusFor(state, { Origin: origin })).toBe(403)
  })

  test('what is not on it is 404', async () => {
    expect((await (await runSandbox()).control('/elsewhere')).status).toBe(404)
  })
})
