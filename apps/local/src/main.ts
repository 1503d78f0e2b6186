import { createServer } from 'node:net'
import { type Child, startChild, untilReady } from './child.ts'
import { type LocalConfig, loadConfig } from './config.ts'
import { whenLauncherEnds } from './launcher.ts'
import { PlainError } from './plain-error.ts'
import { startPostgres } from './postgres.ts'
import { auditKeyFile } from './secrets.ts'

/** Stops what was started, last first. */
const stops: (() => Promise<void>)[] = []
let stopping: Promise<void> | undefined

function stopAll(): Promise<void> {
  stopping ??= (async () => {
    for (let stop = stops.pop(); stop; stop = stops.pop()) await stop()
  })()
  return stopping
}

async function start(config: LocalConfig): Promise<Child[]> {
  const env: NodeJS.ProcessEnv = { ...config.env, ...config.bffEnv }
  const children: Child[] = []
  const ready: Promise<void>[] = []

  if (config.database === null) {
    const postgres = await startPostgres(config)
    stops.push(postgres.stop)
    env.DATABASE_URL = postgres.url
    if (!env.AUDIT_KEY && !env.AUDIT_KEY_FILE) env.AUDIT_KEY_FILE = await auditKeyFile(postgres.dataDir)
  }

  // After the database: of a second start on the same data, that says more.
  await assertFree('PORT', config.port, config.host)
  if (config.vendor === null) {
    const port = await sandboxPort(config.sandboxPort)
    const sandboxEnv = { ...config.env, SANDBOX_PORT: String(port), SANDBOX_API_KEY: config.sandboxKey }
    // Where it listens is of interest to who starts it alone; here one line is enough.
    const sandbox = startChild('The sandbox', 'sandbox', sandboxEnv, 'ignore')
    stops.push(sandbox.stop)
    children.push(sandbox)
    ready.push(untilReady(sandbox, `http://127.0.0.1:${port}/__sandbox/state`))
    env.WHEREBY_API_URL = `http://127.0.0.1:${port}/v1`
    env.WHEREBY_API_KEY = config.sandboxKey
  }

  const bff = startChild('The server', 'bff', env)
  stops.push(bff.stop)
  children.push(bff)
  ready.push(untilReady(bff, readyAddress(config)))
  await Promise.all(ready)
  return children
}

/** Where `start` itself asks: a wildcard address is reached through loopback. */
function readyAddress({ host, port }: LocalConfig): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host
  return `http://${reachable}:${port}/readyz`
}

/** A chosen port is used or refused; otherwise 4401, or any free one when something listens there. */
async function sandboxPort(chosen: number | null): Promise<number> {
  if (chosen !== null) await assertFree('SANDBOX_PORT', chosen)
  return chosen ?? (await freePort(4401)) ?? (await freePort(0)) ?? 4401
}

/** Asked before a server is started: one that finds its port taken later ends beside others that are ready. */
async function assertFree(name: string, port: number, host = '127.0.0.1'): Promise<void> {
  if ((await freePort(port, host)) === undefined)
    throw new PlainError(`Port ${port} on ${host} is taken: stop what listens there, or set ${name} to another.`)
}

/** Undefined when something listens there. Any other trouble is told better by whoever listens for good. */
function freePort(port: number, host = '127.0.0.1'): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'EADDRINUSE' ? undefined : port))
    probe.listen(port, host, () => {
      const address = probe.address()
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : undefined))
    })
  })
}

const stopAndExit = () => void stopAll().then(() => process.exit(0))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stopAndExit)

try {
  const config = loadConfig()
  whenLauncherEnds(config.env.npm_execpath, stopAndExit)
  const children = await start(config)
  if (!stopping) {
    process.stdout.write(`Reeldesk is ready at ${config.origin}\n`)
    const ended = await Promise.race(children.map(async (child) => ({ name: child.name, code: await child.ended })))
    if (!stopping) throw new PlainError(`${ended.name} stopped by itself (exit code ${ended.code}).`)
  }
} catch (error) {
  if (!stopping) {
    process.stderr.write(
      `${error instanceof PlainError ? error.message : error instanceof Error ? error.stack : error}\n`,
    )
    await stopAll()
    process.exit(1)
  }
}
