import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import * as z from 'zod'
import type { Config } from '../src/config.ts'
import type { Fault } from '../src/faults/fault.ts'
import { startSandbox } from '../src/server.ts'

export const NOW = Date.parse('2026-03-04T10:00:00Z')
export const NOBODY = '00000000-0000-4000-8000-000000000000'

const Recording = z.object({
  recordingId: z.string(),
  roomSessionId: z.string(),
  roomName: z.string().optional(),
  filename: z.string(),
  startDate: z.string(),
  endDate: z.string().nullable(),
  sizeInMegaBytes: z.number(),
})
export type Recording = z.infer<typeof Recording>

export const Page = z.object({ results: z.array(Recording), cursor: z.string().nullable() })
export type Page = z.infer<typeof Page>

/** A sandbox of its own for one test, listening on a free port, its clock in the test's hands. */
export async function runSandbox(settings: Partial<Config> = {}) {
  let nowMs = NOW
  const sandbox = await startSandbox(
    {
      host: '127.0.0.1',
      port: 0,
      apiKey: 'test-key',
      pointsPerMinute: 1_000_000,
      recordings: 400,
      seed: 7,
      nowMs: NOW,
      publicOrigin: undefined,
      ...settings,
    },
    { mediaFolder: join(import.meta.dirname, '../media'), clock: () => nowMs, bulkDelayMs: () => 2000 },
  )
  onTestFinished(() => sandbox.stop())

  const send = (path: string, init: RequestInit = {}) => fetch(sandbox.origin + path, { redirect: 'manual', ...init })
  const call = (path: string, init: RequestInit = {}) =>
    send(`/v1${path}`, { ...init, headers: { Authorization: 'Bearer test-key', ...init.headers } })
  const json = { 'Content-Type': 'application/json' }

  return {
    origin: sandbox.origin,
    send,
    call,
    page: async (query = ''): Promise<Page> => Page.parse(await (await call(`/recordings${query}`)).json()),
    remove: (recordingId: string) => call(`/recordings/${recordingId}`, { method: 'DELETE' }),
    bulkDelete: (body: unknown, headers: Record<string, string> = json) =>
      call('/recordings/bulk-delete', { method: 'POST', headers, body: JSON.stringify(body) }),
    control: (path: string, method = 'GET', body?: unknown) =>
      send(
        `/__sandbox${path}`,
        body === undefined ? { method } : { method, headers: json, body: JSON.stringify(body) },
      ),
    fail: (fault: Pick<Fault, 'operation'> & { failure: object; count?: number; match?: Fault['match'] }) =>
      send('/__sandbox/faults', { method: 'POST', headers: json, body: JSON.stringify(fault) }),
    pass: (ms: number) => {
      nowMs += ms
    },
  }
}
export type Running = Awaited<ReturnType<typeof runSandbox>>

/** Follows the cursors to the end, doing something between one page and the next. */
export async function traverse(
  sandbox: Running,
  query: string,
  between: (page: Page) => Promise<unknown> = () => Promise.resolve(),
): Promise<Recording[]> {
  const all: Recording[] = []
  let cursor: string | null = null
  do {
    const page = await sandbox.page(`?${query}${cursor === null ? '' : `&cursor=${cursor}`}`)
    all.push(...page.results)
    cursor = page.cursor
    await between(page)
  } while (cursor !== null)
  return all
}
