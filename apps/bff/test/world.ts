import type { Deletion } from '@reeldesk/contract'
import type { TestContext } from 'vitest'
import { recordingOf } from '../src/upstream/scripted-server.ts'
import { type Bff, startBff, startReady, verifyTrail } from './bff.ts'
import { freshDatabase, type TestDatabase } from './postgres.ts'
import { type Call, startVendor, type Vendor } from './stepwise-vendor.ts'

/** A database, a vendor, and as many consoles between them as the test starts. Taken down with the test. */
export interface World {
  /** The test's own: tests run side by side. */
  expect: TestContext['expect']
  database: TestDatabase
  vendor: Vendor
  start(env?: Record<string, string>): Promise<Bff>
  /** The same without waiting for the database. */
  startUnready(): Promise<Bff>
  requestDeletion(bff: Bff, recordingIds: string[]): Promise<Deletion>
  totalsOf(bff: Bff, deletion: Deletion): Promise<Deletion['totals']>
  /** What upstream was told to delete, in order of arrival. */
  deletesHeard(): Call[]
  idsHeard(): string[]
  verifyTrail(): Promise<{ code: number; says: string }>
}

export async function openWorld(context: TestContext, { recordings }: { recordings: number }): Promise<World> {
  const database = await freshDatabase()
  context.onTestFinished(() => database.drop())
  const vendor = await startVendor(Array.from({ length: recordings }, (_, index) => recordingOf(index + 1)))
  context.onTestFinished(() => vendor.close())
  const settings = { databaseUrl: database.url, vendorUrl: vendor.url }
  const deletesHeard = () => vendor.heard.filter(isDelete)
  const { expect } = context
  return {
    expect,
    database,
    vendor,
    start: (env = {}) => startReady(context, { ...settings, env }),
    startUnready: () => startBff(context, settings),
    async requestDeletion(bff, recordingIds) {
      const { status, body } =
        recordingIds.length === 1
          ? await bff.send('DELETE', `/api/recordings/${recordingIds[0]}`)
          : await bff.send('POST', '/api/recordings/bulk-delete', { recordingIds })
      expect(status).toBe(202)
      return body
    },
    totalsOf: async (bff, { deletionId }) => (await bff.get<Deletion>(`/api/deletions/${deletionId}`)).body.totals,
    deletesHeard,
    idsHeard: () => deletesHeard().flatMap((call) => call.recordingIds),
    verifyTrail: () => verifyTrail(settings),
  }
}

export const isDelete = ({ operation }: Call) => operation === 'delete' || operation === 'bulk-delete'
export const isRead = ({ operation }: Call) => operation === 'get' || operation === 'list'

export function idsOf(from: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => recordingOf(from + index).recordingId)
}
