import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, createServer as createProbe } from 'node:net'
import type { Hono } from 'hono'
import { pino } from 'pino'
import { createApp } from '../src/app.ts'
import { createTrail } from '../src/audit/trail.ts'
import { loadConfig } from '../src/config.ts'
import { createDeletions } from '../src/deletions/deletions.ts'
import { createIdentify } from '../src/identity/identify.ts'
import { createFactsCache } from '../src/recordings/facts-cache.ts'
import { createServer } from '../src/server.ts'
import type { AppEnv, Clock, Services } from '../src/services.ts'
import { openStore } from '../src/store/database.ts'
import { createMetrics } from '../src/telemetry/metrics.ts'
import { createUpstream } from '../src/upstream/client.ts'

/** The BFF in this process, composed as `main.ts` does, with the clock in the test's hands. */
export interface House {
  services: Services
  app: Hono<AppEnv>
  /** Serves on HOST and PORT of its settings. */
  listen(): Promise<void>
  close(): Promise<void>
}

export function openHouse(
  settings: { databaseUrl: string; vendorUrl?: string; env?: Record<string, string> },
  parts: { clock?: Clock; identify?: Services['identify'] } = {},
): House {
  const loaded = loadConfig({
    AUTH_MODE: 'local',
    AUDIT_KEY: 'the key of the trail in tests',
    WHEREBY_API_KEY: 'the-key-of-the-vendor-in-tests',
    WHEREBY_API_URL: settings.vendorUrl ?? 'http://127.0.0.1:1/v1',
    DATABASE_URL: settings.databaseUrl,
    ...settings.env,
  })
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
  const { config } = loaded
  const { mediaOrigins, databaseUrl, auditKey } = config
  const clock = parts.clock ?? Date.now
  const log = pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' })
  const metrics = createMetrics()
  const upstream = createUpstream({ ...config.upstream, mediaOrigins, clock, log, metrics })
  const facts = createFactsCache()
  const store = openStore({ databaseUrl, log })
  const trail = createTrail({ store, clock, auditKey, log })
  const deletions = createDeletions({ store, trail, facts, config })
  const identify = parts.identify ?? createIdentify({ config, store, clock, log })
  const isStopping = () => false
  const services: Services = {
    config,
    clock,
    log,
    metrics,
    upstream,
    facts,
    store,
    trail,
    deletions,
    identify,
    isStopping,
  }
  const app = createApp(services)
  let server: Server | undefined

  return {
    services,
    app,
    async listen() {
      server = createServer(app, services)
      server.listen(config.port, config.host)
      await once(server, 'listening')
    },
    async close() {
      server?.closeAllConnections()
      server?.close()
      await upstream.close()
      await store.close()
    },
  }
}

/** A port nobody listens on at the moment: for addresses that have to be known before somebody listens. */
export async function freePort(): Promise<number> {
  const probe = createProbe()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
