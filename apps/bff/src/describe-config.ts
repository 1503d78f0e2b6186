import { ROLES } from '@reeldesk/contract'
import type { AuthConfig, Claims, Config } from './config.ts'

type Setting = [name: string, value: string | number | null]

/** Every setting in force, one a line, under the name it is set by. Secrets are `set` or `not set`. */
export function describeConfig(config: Config): string {
  const { upstream, deletions, links } = config
  const settings: Setting[] = [
    ['HOST', config.host],
    ['PORT', config.port],
    ['PUBLIC_ORIGIN', config.publicOrigin],
    ['WHEREBY_API_URL', upstream.url],
    ['WHEREBY_API_KEY', secret(upstream.key)],
    ['DATABASE_URL', secret(config.databaseUrl)],
    ['AUTH_MODE', config.auth.mode],
    ...authSettings(config.auth),
    ['TRUSTED_PROXY_CIDRS', config.trustedProxies.join(',')],
    ...ROLES.map((role): Setting => [`ROLE_${role.toUpperCase()}_GROUPS`, config.roleGroups[role].join(',')]),
    ['DELETE_GRACE_SECONDS', deletions.graceSeconds],
    ['DELETE_VERIFY_SECONDS', deletions.verifySeconds],
    ['DELETIONS_PER_MINUTE', deletions.perMinute],
    ['LINKS_PER_MINUTE', links.perMinute],
    ['LINK_MAX_SECONDS_OPERATOR', links.maxSeconds.operator],
    ['LINK_MAX_SECONDS_MANAGER', links.maxSeconds.manager],
    ['LINK_MAX_SECONDS_ADMIN', links.maxSeconds.admin],
    ['MEDIA_ORIGINS', config.mediaOrigins.join(',')],
    ['AUDIT_KEY', secret(config.auditKey)],
    ['METRICS_TOKEN', secret(config.metricsToken)],
    ['LOG_LEVEL', config.logLevel],
    ['WEB_ROOT', config.webRoot],
  ]
  return settings.map(([name, value]) => `${name}=${value === null || value === '' ? '(none)' : value}`).join('\n')
}

function authSettings(auth: AuthConfig): Setting[] {
  switch (auth.mode) {
    case 'local':
      return []
    case 'proxy-jwt':
      return [
        ['AUTH_JWT_HEADER', auth.header],
        ['AUTH_JWT_ISSUER', auth.issuer],
        ['AUTH_JWT_AUDIENCE', auth.audiences.join(',')],
        ['AUTH_JWT_JWKS_URL', auth.jwksUrl],
        ['AUTH_JWT_ALGS', auth.algorithms.join(',')],
        ['AUTH_JWT_SIGNER', auth.signer],
        ...claimSettings(auth.claims),
      ]
    case 'proxy-header':
      return [
        ['AUTH_HEADER_USER', auth.headers.user],
        ['AUTH_HEADER_EMAIL', auth.headers.email],
        ['AUTH_HEADER_NAME', auth.headers.name],
        ['AUTH_HEADER_GROUPS', auth.headers.groups],
        ['AUTH_GROUPS_DELIMITER', auth.groupsDelimiter],
        ['PROXY_SECRET_HEADER', auth.secretHeader],
        ['PROXY_SHARED_SECRET', secret(auth.sharedSecret)],
      ]
    case 'oidc':
      return [
        ['OIDC_ISSUER', auth.issuer],
        ['OIDC_CLIENT_ID', auth.clientId],
        ['OIDC_CLIENT_SECRET', secret(auth.clientSecret)],
        ['OIDC_SCOPES', auth.scopes],
        ...claimSettings(auth.claims),
        ['SESSION_IDLE_SECONDS', auth.sessionIdleSeconds],
        ['SESSION_MAX_SECONDS', auth.sessionMaxSeconds],
        ['SESSION_SECRET', secret(auth.sessionSecret)],
      ]
  }
}

function claimSettings({ name, email, groups }: Claims): Setting[] {
  return [
    ['AUTH_CLAIM_NAME', name],
    ['AUTH_CLAIM_EMAIL', email],
    ['AUTH_CLAIM_GROUPS', groups],
  ]
}

function secret(value: string | null): string {
  return value ? 'set' : 'not set'
}
