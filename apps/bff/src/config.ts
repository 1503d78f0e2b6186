import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LINK_SECONDS, type Role } from '@reeldesk/contract'
import { Environment, isLoopback } from './environment.ts'
import { type AuthConfig, readAuth, readTrustedProxies } from './identity/auth-config.ts'

export { describeConfig } from './describe-config.ts'
export type * from './identity/auth-config.ts'

/** The settings in force: read once, checked as a whole, passed in. */
export interface Config {
  host: string
  port: number
  /** Scheme, host and port people use; never derived from a request. */
  publicOrigin: string
  /** Address (no trailing slash) and key of the recordings API. On loopback it is the sandbox. */
  upstream: { url: string; key: string; isLoopback: boolean }
  databaseUrl: string
  auth: AuthConfig
  /** Addresses and networks that proxies of ours call from: only those are asked whom they call for. */
  trustedProxies: string[]
  roleGroups: Record<Role, string[]>
  deletions: { graceSeconds: number; verifySeconds: number; perMinute: number }
  links: { perMinute: number; maxSeconds: Record<Role, number> }
  /** Origins that access links may point to. Upstream's own origin is among them when it is on loopback. */
  mediaOrigins: string[]
  /** Key of the trail's hash chain; null: one is made and kept in the database. */
  auditKey: string | null
  metricsToken: string | null
  logLevel: string
  /** The built web app; null serves none. */
  webRoot: string | null
}

export type LoadedConfig = { ok: true; config: Config; warnings: string[] } | { ok: false; problems: string[] }

/** SESSION_MANAGER and the like belong to desktops. */
const IDENTITY_SETTINGS = /^(?:AUTH_|OIDC_|ROLE_\w*GROUP|SESSION_(?:IDLE|MAX|SECRET)|PROXY_S|TRUSTED_PROXY|LINK_MAX_)/
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
const SECONDS_OF_30_DAYS = 2_592_000
const MOST_PER_MINUTE = 1_000_000
/** Where the vendor's links point to, in the examples of its API document. */
const VENDOR_MEDIA = ['https://s3.eu-central-1.amazonaws.com']
/** Beside this file's folder, whether it runs from `src` or from `dist`. */
const BUILT_WEB_APP = fileURLToPath(new URL('../../web/dist', import.meta.url))

/** Reads the whole environment; what is wrong with it comes back all at once, and never with a secret in it. */
export function loadConfig(variables: NodeJS.ProcessEnv = process.env): LoadedConfig {
  const env = new Environment(variables)
  const host = env.text('HOST') ?? '127.0.0.1'
  const port = env.whole('PORT', 4400, [0, 65_535])
  const publicOrigin = readPublicOrigin(env, host, port)
  const upstream = readUpstream(env)
  const trustedProxies = readTrustedProxies(env)
  const auth = readAuth(env, { host, publicOrigin, trustedProxies })
  const config: Config = {
    host,
    port,
    publicOrigin,
    upstream,
    databaseUrl: readDatabaseUrl(env),
    auth,
    trustedProxies,
    roleGroups: readRoleGroups(env, auth),
    deletions: {
      graceSeconds: env.whole('DELETE_GRACE_SECONDS', 10, [0, SECONDS_OF_30_DAYS]),
      verifySeconds: env.whole('DELETE_VERIFY_SECONDS', 600, [1, 86_400]),
      perMinute: env.whole('DELETIONS_PER_MINUTE', 60, [1, MOST_PER_MINUTE]),
    },
    links: {
      perMinute: env.whole('LINKS_PER_MINUTE', 120, [1, MOST_PER_MINUTE]),
      maxSeconds: {
        viewer: 0,
        operator: env.whole('LINK_MAX_SECONDS_OPERATOR', LINK_SECONDS.max, [LINK_SECONDS.min, LINK_SECONDS.max]),
        manager: env.whole('LINK_MAX_SECONDS_MANAGER', LINK_SECONDS.max, [LINK_SECONDS.min, LINK_SECONDS.max]),
        admin: env.whole('LINK_MAX_SECONDS_ADMIN', LINK_SECONDS.max, [LINK_SECONDS.min, LINK_SECONDS.max]),
      },
    },
    mediaOrigins: readMediaOrigins(env, upstream),
    auditKey: env.secret('AUDIT_KEY', { minLength: 16 }) ?? null,
    metricsToken: env.secret('METRICS_TOKEN', { minLength: 8 }) ?? null,
    logLevel: env.oneOf('LOG_LEVEL', LOG_LEVELS, 'info') ?? 'info',
    webRoot: readWebRoot(env),
  }
  env.warnOfIdle(IDENTITY_SETTINGS, `with AUTH_MODE=${auth.mode}`)
  // A misspelt name is often why another is said to be missing, so the warnings come along.
  if (env.problems.length > 0) return { ok: false, problems: [...env.problems, ...env.warnings] }
  return { ok: true, config, warnings: env.warnings }
}

function readPublicOrigin(env: Environment, host: string, port: number): string {
  const listening = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  const given = env.text('PUBLIC_ORIGIN')
  if (given !== undefined) return env.origin('PUBLIC_ORIGIN', given) ?? 'http://127.0.0.1'
  if (isLoopback(host)) return listening
  env.refuse('PUBLIC_ORIGIN is not set: with a HOST beyond loopback, say the https origin that people use.')
  return 'http://127.0.0.1'
}

function readUpstream(env: Environment): Config['upstream'] {
  const url = env.address('WHEREBY_API_URL', env.text('WHEREBY_API_URL') ?? 'https://api.whereby.dev/v1')
  const key = env.requiredSecret('WHEREBY_API_KEY', 'the key of the recordings API.')
  if (key && !/^[\x21-\x7e]+$/.test(key))
    env.refuse('WHEREBY_API_KEY holds spaces or characters that no key has: was it pasted whole, and alone?')
  return { url: url?.href.replace(/\/+$/, '') ?? '', key, isLoopback: url !== undefined && isLoopback(url.hostname) }
}

function readDatabaseUrl(env: Environment): string {
  const url = env.requiredSecret('DATABASE_URL', 'the PostgreSQL that deletions, trail and sessions are kept in.')
  if (url && !/^(?:postgres|postgresql|socket):/.test(url)) env.refuse('DATABASE_URL must begin with postgres://.')
  return url
}

function readRoleGroups(env: Environment, auth: AuthConfig): Record<Role, string[]> {
  const roleGroups = {
    viewer: env.list('ROLE_VIEWER_GROUPS'),
    operator: env.list('ROLE_OPERATOR_GROUPS'),
    manager: env.list('ROLE_MANAGER_GROUPS'),
    admin: env.list('ROLE_ADMIN_GROUPS'),
  }
  if (auth.mode !== 'local' && Object.values(roleGroups).flat().length === 0)
    env.warnings.push('No ROLE_…_GROUPS is set: nobody has a role, so nobody gets in.')
  return roleGroups
}

function readMediaOrigins(env: Environment, upstream: Config['upstream']): string[] {
  const origins = env.list('MEDIA_ORIGINS', VENDOR_MEDIA).flatMap((value) => env.origin('MEDIA_ORIGINS', value) ?? [])
  if (upstream.isLoopback) return [...new Set([...origins, new URL(upstream.url).origin])]
  if (origins.some((origin) => origin.startsWith('http:')))
    env.refuse('MEDIA_ORIGINS must be https: http is for a sandbox on this machine only.')
  return origins
}

function readWebRoot(env: Environment): string | null {
  const given = env.text('WEB_ROOT')
  const webRoot = given === undefined ? BUILT_WEB_APP : resolve(given)
  if (existsSync(join(webRoot, 'index.html'))) return webRoot
  if (given !== undefined) env.refuse(`WEB_ROOT holds no index.html: ${webRoot}`)
  return null
}
