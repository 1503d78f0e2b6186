import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PlainError } from './plain-error.ts'

/** Where the embedded database lives. */
export interface DataPlace {
  dataDir: string
  /** Named by the person: then it is used or refused, never worked around. */
  dataDirWasChosen: boolean
}

/** What `start` decides itself; everything else in the environment goes to the BFF as it is. */
export interface LocalConfig extends DataPlace {
  host: string
  port: number
  /** What people open: `PUBLIC_ORIGIN` or the listen address. */
  origin: string
  /** null: start a sandbox. */
  vendor: 'given' | null
  /** null: start an embedded server. */
  database: 'given' | null
  /** null: 4401, or any free port when that is taken. */
  sandboxPort: number | null
  sandboxKey: string
  /** Passed on to the children; the BFF is given what we decide for it on top. */
  env: NodeJS.ProcessEnv
  bffEnv: Record<string, string>
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/

export function loadConfig(env: NodeJS.ProcessEnv = process.env): LocalConfig {
  const host = env.HOST || '127.0.0.1'
  const port = portNumber('PORT', env.PORT, 4400)
  const given = (name: string) => Boolean(env[name] || env[`${name}_FILE`])
  const vendor = given('WHEREBY_API_KEY') ? 'given' : null
  if (vendor === null && env.WHEREBY_API_URL)
    throw new PlainError(
      'WHEREBY_API_URL is set, WHEREBY_API_KEY is not. Set both to use that API, neither to use the sandbox.',
    )
  return {
    host,
    port,
    origin: env.PUBLIC_ORIGIN || `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    ...dataPlace(env),
    env,
    vendor,
    database: given('DATABASE_URL') ? 'given' : null,
    sandboxPort: env.SANDBOX_PORT ? portNumber('SANDBOX_PORT', env.SANDBOX_PORT, 4401) : null,
    sandboxKey: env.SANDBOX_API_KEY || 'sandbox-key',
    bffEnv: {
      LOG_LEVEL: env.LOG_LEVEL || 'warn',
      ...(!env.AUTH_MODE && LOOPBACK.test(host) ? { AUTH_MODE: 'local' } : {}),
    },
  }
}

/** `DATA_DIR` is relative to where the person stands; the default lies in the project's root. */
export function dataPlace(env: NodeJS.ProcessEnv = process.env): DataPlace {
  const { DATA_DIR, INIT_CWD } = env
  if (!DATA_DIR) return { dataDir: fileURLToPath(new URL('../../../.data', import.meta.url)), dataDirWasChosen: false }
  return { dataDir: resolve(INIT_CWD ?? '', DATA_DIR), dataDirWasChosen: true }
}

function portNumber(name: string, value: string | undefined, fallback: number): number {
  if (!value) return fallback
  const port = Number(value)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new PlainError(`${name} must be a port number from 1 to 65535, not "${value}".`)
  return port
}
