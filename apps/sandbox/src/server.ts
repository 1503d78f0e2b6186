import { createAdaptorServer } from '@hono/node-server'
import { createApp, type Surroundings } from './app.ts'
import type { Config } from './config.ts'

export interface Sandbox {
  /** `http://127.0.0.1:4401`: the recordings API is under `/v1` of it. */
  origin: string
  /** Resolves once nothing listens and nobody is connected; open connections are cut. */
  stop(): Promise<void>
}

const PATIENCE_MS = 300

export async function startSandbox(
  config: Config,
  given: Pick<Surroundings, 'mediaFolder'> & Partial<Pick<Surroundings, 'clock' | 'bulkDelayMs'>>,
): Promise<Sandbox> {
  let port = config.port
  const origin = () => config.publicOrigin ?? `http://127.0.0.1:${port}`
  const app = createApp({
    config,
    origin,
    mediaFolder: given.mediaFolder,
    clock: given.clock ?? Date.now,
    bulkDelayMs: given.bulkDelayMs ?? (() => 1000 + Math.random() * 2000),
  })
  const server = createAdaptorServer({ fetch: app.fetch })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, resolve)
  })
  const address = server.address()
  if (address !== null && typeof address === 'object') port = address.port

  return {
    origin: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), PATIENCE_MS)
      }),
  }
}
