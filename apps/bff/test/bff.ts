import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Deletion, Problem } from '@reeldesk/contract'
import type { TestContext } from 'vitest'

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url))

/** The built BFF, as a process of its own that can be killed. */
export interface Bff {
  url: string
  get<T>(path: string): Promise<{ status: number; body: T }>
  send<T = Deletion>(
    method: 'POST' | 'DELETE',
    path: string,
    json?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: T }>
  /** Asks for an access link as the page does. */
  link(recordingId: string): Promise<{ status: number; body: Problem }>
  pid: number
  /** Lines of its log so far. */
  lines: string[]
  residentMegabytes(): Promise<number>
  /** kill -9; resolves when the process is no more. */
  kill(): Promise<void>
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>
}

export interface BffSettings {
  databaseUrl: string
  vendorUrl: string
  env?: Record<string, string>
}

/** Killed with its test, at the latest. */
export async function startBff({ onTestFinished }: TestContext, settings: BffSettings): Promise<Bff> {
  const child = spawn(process.execPath, [MAIN], {
    env: { PORT: '0', ...environment(settings) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit') as Promise<[number | null]>
  const lines: string[] = []
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exited
  })
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line)
      const { msg, address } = JSON.parse(line)
      if (msg === 'listening') resolve(`http://127.0.0.1:${address.port}`)
    })
    void exited.then(([code]) => reject(new Error(`the BFF ended with ${code}; is it built?\n${lines.join('\n')}`)))
  })

  async function call<T>(path: string, init: RequestInit = {}): Promise<{ status: number; body: T }> {
    const response = await fetch(`${url}${path}`, init)
    const text = await response.text()
    return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text }
  }

  return {
    url,
    pid: child.pid ?? 0,
    lines,
    link: (recordingId) =>
      call(`/api/recordings/${recordingId}/access-link`, { headers: { 'X-Requested-By': 'reeldesk' } }),
    get: (path) => call(path),
    send: (method, path, json, headers) =>
      call(path, {
        method,
        headers: {
          'X-Requested-By': 'reeldesk',
          ...(json !== undefined && { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(json !== undefined && { body: JSON.stringify(json) }),
      }),
    async residentMegabytes() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
    async stop() {
      child.kill('SIGTERM')
      return (await exited)[0]
    },
  }
}

/** Started, its database reached and migrated. */
export async function startReady(context: TestContext, settings: BffSettings): Promise<Bff> {
  const bff = await startBff(context, settings)
  await context.expect.poll(async () => (await bff.get('/readyz')).status, { timeout: 40_000 }).toBe(200)
  return bff
}

/** `main.js --verify-trail` on this database: its exit code and what it says. */
export async function verifyTrail(settings: { databaseUrl: string }): Promise<{ code: number; says: string }> {
  const env = environment({ ...settings, vendorUrl: 'http://127.0.0.1:1/v1' })
  const child = spawn(process.execPath, [MAIN, '--verify-trail'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let says = ''
  child.stdout.on('data', (chunk) => {
    says += chunk
  })
  const [code] = await once(child, 'exit')
  return { code, says }
}

function environment(settings: BffSettings) {
  return {
    PATH: process.env.PATH,
    AUTH_MODE: 'local',
    AUDIT_KEY: 'the key of the trail in tests',
    WHEREBY_API_KEY: 'the-key-of-the-vendor-in-tests',
    WHEREBY_API_URL: settings.vendorUrl,
    DATABASE_URL: settings.databaseUrl,
    DELETE_GRACE_SECONDS: '0',
    DELETE_VERIFY_SECONDS: '2',
    ...settings.env,
  }
}
