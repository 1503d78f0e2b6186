import { pino } from 'pino'
import { createTrail } from '../src/audit/trail.ts'
import { createDeletions } from '../src/deletions/deletions.ts'
import { PACE, type Pace } from '../src/deletions/transitions.ts'
import { startDeletionWorker } from '../src/deletions/worker.ts'
import { createFactsCache, type FactsCache } from '../src/recordings/facts-cache.ts'
import type { Deletions, RequestContext, Trail } from '../src/services.ts'
import { openStore, type Store } from '../src/store/database.ts'
import { createMetrics } from '../src/telemetry/metrics.ts'
import { createUpstream } from '../src/upstream/client.ts'

/** The part of a BFF process that deletions live in, as `main.ts` composes it. */
export interface DeletionHouse {
  store: Store
  trail: Trail
  facts: FactsCache
  deletions: Deletions
  startWorker(pace?: Partial<Pace>): void
  close(): Promise<void>
}

export async function openDeletionHouse(
  databaseUrl: string,
  vendorUrl: string,
  settings: { graceSeconds?: number; verifySeconds?: number } = {},
): Promise<DeletionHouse> {
  const log = pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' })
  const clock = Date.now
  const config = { deletions: { graceSeconds: 0, verifySeconds: 4, perMinute: 60, ...settings } }
  const upstream = createUpstream({ url: vendorUrl, key: 'k', mediaOrigins: [], clock, log, metrics: createMetrics() })
  const facts = createFactsCache()
  const store = openStore({ databaseUrl, log })
  await store.whenReady()
  const trail = createTrail({ store, clock, auditKey: 'a key of the trail for tests', log })
  const deletions = createDeletions({ store, trail, facts, config })
  let worker: ReturnType<typeof startDeletionWorker> | undefined
  return {
    store,
    trail,
    facts,
    deletions,
    startWorker(pace) {
      worker = startDeletionWorker({ config, clock, log, upstream, store, trail }, { ...PACE, ...pace })
    },
    async close() {
      await worker?.stop()
      await upstream.close()
      await store.close()
    },
  }
}

export const manager: RequestContext = {
  caller: {
    principal: { iss: 'https://idp.example', sub: 'ada', name: 'Ada', email: 'ada@example.com' },
    role: 'manager',
    mode: 'proxy-jwt',
    address: '192.0.2.7',
  },
  requestId: 'request-1',
}
