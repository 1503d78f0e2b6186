import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const START = fileURLToPath(new URL('../../local/dist/main.js', import.meta.url))

/** The whole product as `start` runs it: embedded PostgreSQL, sandbox, BFF with the built app. */
export interface Console {
  origin: string
  sandboxOrigin: string
  stop(): Promise<void>
}

/** Ports and data of its own, so that consoles of several workers never meet. */
export async function startConsole(settings: Record<string, string> = {}): Promise<Console> {
  const [port, sandboxPort] = [await freePort(), await freePort()]
  const dataDir = await mkdtemp(join(tmpdir(), 'reeldesk-e2e-'))
  // Started as root, the database runs as another user, who has to be able to enter.
  await chmod(dataDir, 0o755)
  const child = spawn(process.execPath, [START], {
    env: {
      ...process.env,
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      DATA_DIR: dataDir,
      SANDBOX_POINTS_PER_MINUTE: '100000',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await announced(child)
  return {
    origin: `http://127.0.0.1:${port}`,
    sandboxOrigin: `http://127.0.0.1:${sandboxPort}`,
    stop: async () => {
      await stopped(child)
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function announced(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk) => String(chunk).includes('Reeldesk is ready at') && resolve())
    child.once('exit', (code) => reject(new Error(`start ended with exit code ${code}`)))
  })
}

function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}

/** A port nobody listens on at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
