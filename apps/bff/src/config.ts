import type { AuthMode, Role } from '@reeldesk/contract'

/** How callers prove who they are. One source, chosen by AUTH_MODE. */
export type AuthConfig =
  | { mode: 'local' }
  | {
      mode: 'proxy-jwt'
      header: string
      issuer: string
      audience: string
      /** `{kid}` in the address stands for the key id (AWS ALB serves each key by itself, as PEM). */
      jwksUrl: string
      algorithms: string[]
      claims: Claims
      /** AWS ALB only: the load balancer that must have signed. */
      signer?: string
    }
  | {
      mode: 'proxy-header'
      headers: { user: string; email: string; name: string; groups: string }
      groupsDelimiter: string
      trustedProxyCidrs: string[]
      secretHeader: string
      sharedSecret: string
    }
  | {
      mode: 'oidc'
      issuer: string
      clientId: string
      clientSecret: string
      scopes: string
      claims: Claims
      sessionIdleSeconds: number
      sessionMaxSeconds: number
      sessionSecret: string
    }

/** Dotted paths into the claims. */
export interface Claims {
  name: string
  email: string
  groups: string
}

/** The settings in force: read once, checked as a whole, passed in. */
export interface Config {
  host: string
  port: number
  /** Scheme, host and port people use; never derived from a request. */
  publicOrigin: string
  /** Address (no trailing slash) and key of the recordings API. On loopback it is the sandbox. */
  upstream: { url: string; key: string; isLoopback: boolean }
  databaseUrl: string
  auth: AuthConfig & { mode: AuthMode }
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
