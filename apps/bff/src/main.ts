import { createApp } from './app.ts'
import { createTrail } from './audit/trail.ts'
import { verifyTrail } from './audit/verify.ts'
import { type Config, describeConfig, loadConfig } from './config.ts'
import { createDeletions } from './deletions/deletions.ts'
import { startDeletionWorker } from './deletions/worker.ts'
import { createIdentify } from './identity/identify.ts'
import { createFactsCache } from './recordings/facts-cache.ts'
import { createServer } from './server.ts'
import type { Services } from './services.ts'
import { createShutdown, type Shutdown } from './shutdown.ts'
import { openStore } from './store/database.ts'
import { createLog, type Log } from './telemetry/log.ts'
import { createMetrics } from './telemetry/metrics.ts'
import { logWhatIsPrinted } from './telemetry/printed.ts'
import { createUpstream } from './upstream/client.ts'

const [command] = process.argv.slice(2)
const loaded = loadConfig()

if (!loaded.ok) refuse(loaded.problems.join('\n'))
else if (command === '--check-config')
  process.stdout.write(`${[describeConfig(loaded.config), ...loaded.warnings].join('\n')}\n`)
else if (command === '--verify-trail') process.exitCode = await verifyTrail(loaded.config, process.argv.slice(3))
else if (command !== undefined) refuse('The arguments are --check-config or --verify-trail, or none to serve.')
else serve(loaded.config, loaded.warnings)

function serve(config: Config, warnings: string[]): void {
  const logging = createLog(config)
  const shutdown = createShutdown(logging)
  logWhatIsPrinted(logging.log)
  for (const warning of warnings) logging.log.warn(warning)

  const services = compose(config, logging, shutdown)
  const server = createServer(createApp(services), services)
  server.once('error', (error: NodeJS.ErrnoException) => refuse(whyNotListening(error, config)))
  server.listen(config.port, config.host, () => {
    const worker = startDeletionWorker(services)
    shutdown.watch({ server, worker, closing: [services.upstream, services.store] })
    services.log.info({ address: server.address(), origin: config.publicOrigin }, 'listening')
  })
}

function compose(config: Config, { log }: Log, { isStopping }: Shutdown): Services {
  const { mediaOrigins, databaseUrl, auditKey } = config
  const clock = Date.now
  const metrics = createMetrics()
  const upstream = createUpstream({ ...config.upstream, mediaOrigins, clock, log, metrics })
  const facts = createFactsCache()
  const store = openStore({ databaseUrl, log })
  const trail = createTrail({ store, clock, auditKey, log })
  const deletions = createDeletions({ store, trail, facts, config })
  const identify = createIdentify({ config, store, clock, log })
  return { config, clock, log, metrics, upstream, facts, store, trail, deletions, identify, isStopping }
}

function whyNotListening({ code }: NodeJS.ErrnoException, { host, port }: Config): string {
  if (code === 'EADDRINUSE') return `Port ${port} on ${host} is taken: stop what listens there, or set PORT to another.`
  if (code === 'EACCES') return `Port ${port} on ${host} is not ours to take: set PORT to one above 1023.`
  return `Cannot listen on ${host} port ${port} (${code}).`
}

function refuse(why: string): never {
  process.stderr.write(`${why}\n`)
  process.exit(1)
}
