import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

const DATABASE = fileURLToPath(new URL('../../local/dist/database.js', import.meta.url))

declare module 'vitest' {
  interface ProvidedContext {
    /** A server on which every test file makes databases of its own. */
    databaseUrl: string
  }
}

/** One real PostgreSQL for all tests: TEST_DATABASE_URL, or the embedded one as `start` runs it. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.TEST_DATABASE_URL
  if (given) {
    project.provide('databaseUrl', given)
    return undefined
  }
  const folder = await mkdtemp(join(tmpdir(), 'reeldesk-bff-'))
  // As root the server runs as another user, who has to be able to enter.
  await chmod(folder, 0o755)
  const server = spawn(process.execPath, [DATABASE], {
    env: { ...process.env, DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    server.stdout.once('data', (line) => resolve(String(line).trim()))
    server.once('exit', (code) => reject(new Error(`the database ended with ${code}; is apps/local built?`)))
  })
  project.provide('databaseUrl', url)
  return async () => {
    server.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
}
