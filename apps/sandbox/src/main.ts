import { join } from 'node:path'
import { loadConfig } from './config.ts'
import { startSandbox } from './server.ts'

function fail(lines: string[]): never {
  process.stderr.write(`${lines.join('\n')}\n`)
  process.exit(1)
}

const loaded = loadConfig()
if (!loaded.ok) fail(['The sandbox cannot start with these settings:', ...loaded.problems])
const { config } = loaded
/** Beside `src/` as well as beside `dist/`. */
const mediaFolder = join(import.meta.dirname, '..', 'media')

try {
  const sandbox = await startSandbox(config, { mediaFolder })
  process.stdout.write(`Sandbox with ${config.recordings} recordings on ${sandbox.origin}/v1\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      sandbox.stop().then(() => process.exit(0))
    })
  }
} catch (error) {
  if (!(error instanceof Error && 'code' in error)) throw error
  if (error.code === 'EADDRINUSE') {
    fail([`Port ${config.port} on ${config.host} is taken: stop what listens there, or set SANDBOX_PORT to another.`])
  }
  fail([`Cannot listen on ${config.host}:${config.port} (${error.code}): look at SANDBOX_HOST and SANDBOX_PORT.`])
}
