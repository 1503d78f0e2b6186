import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { describe, type TestContext, test } from 'vitest'
import type { Bff } from './bff.ts'
import type { TestDatabase } from './postgres.ts'
import { openWorld } from './world.ts'

const ENTRIES = 60_000

async function open(context: TestContext): Promise<{ database: TestDatabase; bff: Bff }> {
  const { database, start } = await openWorld(context, { recordings: 0 })
  const bff = await start()
  await database.query(`
    insert into audit_events (sequence, at, action, outcome, iss, sub, detail, key_id, previous_hash, hash)
    select n, now(), 'recording.played', 'succeeded', 'idp', 'ada', jsonb_build_object('filename', repeat('x', 900)), 'k', '', ''
    from generate_series(1, ${ENTRIES}) n;
    insert into audit_head (sequence, hash, seal, key_id) values (${ENTRIES}, '', '', 'k')
    on conflict (one) do update set sequence = ${ENTRIES}`)
  return { database, bff }
}

async function openExport(bff: Bff): Promise<IncomingMessage> {
  const request = get(`${bff.url}/api/audit.csv`)
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  if (response.statusCode !== 200) throw new Error(`the export answered ${response.statusCode}`)
  return response
}

async function outcomesOfExport(bff: Bff): Promise<string[]> {
  const { body } = await bff.get<{ results: { outcome: string }[] }>('/api/audit?action=audit.exported')
  return body.results.map(({ outcome }) => outcome)
}

describe.concurrent('the trail as a file', () => {
  test('an export is read no faster than its reader takes it, holds no transaction, and is whole', async (context) => {
    const { expect } = context
    const { database, bff } = await open(context)
    const before = await bff.residentMegabytes()
    const response = await openExport(bff)
    response.pause()
    await expect.poll(() => outcomesOfExport(bff)).toEqual(['intended'])
    let bytes = 0
    let lines = 0
    for await (const chunk of response) {
      bytes += chunk.length
      for (const byte of chunk) if (byte === 10) lines += 1
      if (bytes < 200_000) {
        const { rows } = await database.query(
          "select count(*)::int as open from pg_stat_activity where state like 'idle in transaction%' and xact_start < now() - interval '1 second' and datname = current_database()",
        )
        expect(rows).toEqual([{ open: 0 }])
      }
    }
    expect(bytes).toBeGreaterThan(50_000_000)
    // The head line, and the export's own intent.
    expect(lines).toBe(ENTRIES + 2)
    expect((await bff.residentMegabytes()) - before).toBeLessThan(150)
    await expect.poll(() => outcomesOfExport(bff)).toEqual(['succeeded', 'intended'])
  })

  test('a reader who goes away half-way is a failed export', async (context) => {
    const { expect } = context
    const { bff } = await open(context)
    const response = await openExport(bff)
    await once(response, 'data')
    response.destroy()
    await expect.poll(() => outcomesOfExport(bff), { timeout: 20_000 }).toEqual(['failed', 'intended'])
  })

  test('an export that cannot be read to its end breaks off, and is never taken for a whole one', async (context) => {
    const { expect } = context
    const { database, bff } = await open(context)
    const response = await openExport(bff)
    response.pause()
    await database.goAway()
    let isComplete = true
    try {
      for await (const chunk of response) void chunk
    } catch {
      isComplete = false
    }
    expect(isComplete && response.complete).toBe(false)
  })
})
