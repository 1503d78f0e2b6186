import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../sandbox/dist/main.js', import.meta.url))
const KEY = 'the-key-of-the-sandbox-in-tests'

/** The sandbox as a process of its own: the other reading of the vendor's document. */
export interface Sandbox {
  url: string
  key: string
  /** Asks it directly, past the BFF. */
  get<T>(path: string): Promise<T>
  /** Lets calls fail from now on; resolves when all others are off. */
  fail(operation: string, failure: Record<string, unknown>, count?: number): Promise<void>
  recover(): Promise<void>
  /** Operations heard since the last reset, in order. */
  heard(): Promise<string[]>
  stop(): Promise<void>
}

export async function startSandbox(env: Record<string, string> = {}): Promise<Sandbox> {
  const child = spawn(process.execPath, [MAIN], {
    env: { SANDBOX_PORT: '0', SANDBOX_API_KEY: KEY, SANDBOX_POINTS_PER_MINUTE: '1000000', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(child.stdout, 'data')
  const url = /http:\/\/\S+/.exec(String(line))?.[0] ?? ''
  const control = `${new URL(url).origin}/__sandbox`

  return {
    url,
    key: KEY,
    get: async (path) => JSON.parse(await textOf(`${url}${path}`, { headers: { authorization: `Bearer ${KEY}` } })),
    async fail(operation, failure, count) {
      await fetch(`${control}/faults`, { method: 'DELETE' })
      const response = await fetch(`${control}/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ operation, failure, ...(count !== undefined && { count }) }),
      })
      if (!response.ok) throw new Error(`the sandbox does not know ${JSON.stringify(failure)}`)
    },
    recover: async () => void (await fetch(`${control}/reset`, { method: 'POST' })),
    async heard() {
      const calls: { operation: string }[] = JSON.parse(await textOf(`${control}/requests?last=2000`))
      return calls.map(({ operation }) => operation)
    },
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

async function textOf(url: string, init?: RequestInit): Promise<string> {
  return (await fetch(url, init)).text()
}
