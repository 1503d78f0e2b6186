/** What a product in front of the console sends, from its own documentation. Explicit settings win over all of it. */
export interface Preset {
  /** Signed assertion in a header (`proxy-jwt`). */
  jwt?: {
    header: string
    algorithms: readonly string[]
    /** Where nothing is named it has to be given. `host` is that of PUBLIC_ORIGIN. */
    issuer?: (host: string) => string
    audience?: (host: string) => string
    /** Where the keys are, given the issuer. `{kid}` stands for the key id. */
    jwksUrl?: (issuer: string) => string
    /** What an issuer looks like, said when none is set. */
    issuerForm?: string
  }
  /** Plain headers (`proxy-header`). */
  headers?: { user: string; email: string; name: string; groups: string; delimiter?: string }
  claims?: { name?: string; email?: string; groups?: string }
}

const trimmed = (issuer: string) => issuer.replace(/\/$/, '')

export const PRESETS = {
  /** developers.cloudflare.com/cloudflare-one: validating JSON web tokens. Claims of the provider arrive under `custom`. */
  cloudflare: {
    jwt: {
      header: 'Cf-Access-Jwt-Assertion',
      algorithms: ['RS256'],
      issuerForm: 'https://TEAM.cloudflareaccess.com',
      jwksUrl: (issuer) => `${issuer}/cdn-cgi/access/certs`,
    },
    claims: { name: 'name,custom.name', groups: 'groups,custom.groups' },
  },
  /** cloud.google.com/iap: signed headers. No groups in there but the access levels that the person meets. */
  iap: {
    jwt: {
      header: 'X-Goog-IAP-JWT-Assertion',
      algorithms: ['ES256'],
      issuer: () => 'https://cloud.google.com/iap',
      jwksUrl: () => 'https://www.gstatic.com/iap/verify/public_key-jwk',
    },
    claims: { groups: 'groups,google.access_levels' },
  },
  /** pomerium.com: JWT verification. Issuer and audience are the host of the route. */
  pomerium: {
    jwt: {
      header: 'X-Pomerium-Jwt-Assertion',
      algorithms: ['ES256'],
      issuer: (host) => host,
      audience: (host) => host,
      jwksUrl: (issuer) => `https://${issuer.replace(/^https:\/\/|\/$/g, '')}/.well-known/pomerium/jwks.json`,
    },
  },
  /** docs.aws.amazon.com: authenticate users with an Application Load Balancer. Keys one by one, in PEM; see alb.ts. */
  alb: { jwt: { header: 'X-Amzn-Oidc-Data', algorithms: ['ES256'], issuerForm: "the identity provider's issuer" } },
  /** oauth2-proxy: `--pass-authorization-header`, or the X-Forwarded family. */
  'oauth2-proxy': {
    jwt: { header: 'Authorization', algorithms: ['RS256'] },
    headers: {
      user: 'X-Forwarded-User',
      email: 'X-Forwarded-Email',
      name: 'X-Forwarded-Preferred-Username',
      groups: 'X-Forwarded-Groups',
    },
  },
  /** docs.goauthentik.io: header authentication of the proxy provider. */
  authentik: {
    jwt: {
      header: 'X-authentik-jwt',
      algorithms: ['RS256', 'ES256'],
      issuerForm: 'https://AUTHENTIK/application/o/SLUG/',
      jwksUrl: (issuer) => `${trimmed(issuer)}/jwks/`,
    },
    headers: {
      user: 'X-authentik-uid',
      email: 'X-authentik-email',
      name: 'X-authentik-name',
      groups: 'X-authentik-groups',
      delimiter: '|',
    },
  },
  /** learn.microsoft.com: App Service token store. Groups are object ids, and cut off above 200. */
  easyauth: {
    jwt: {
      header: 'X-MS-TOKEN-AAD-ID-TOKEN',
      algorithms: ['RS256'],
      issuerForm: 'https://login.microsoftonline.com/TENANT/v2.0',
      jwksUrl: (issuer) => `${trimmed(issuer).replace(/\/v2\.0$/, '')}/discovery/v2.0/keys`,
    },
    claims: { email: 'email,preferred_username' },
  },
  /** mod_auth_openidc: `OIDCPassIDTokenAs serialized`, or one header for each claim. The underscores are its own. */
  'apache-oidc': {
    jwt: { header: 'OIDC_id_token', algorithms: ['RS256'] },
    headers: {
      user: 'OIDC_CLAIM_sub',
      email: 'OIDC_CLAIM_email',
      name: 'OIDC_CLAIM_name',
      groups: 'OIDC_CLAIM_groups',
    },
  },
} satisfies Record<string, Preset>

export type PresetName = keyof typeof PRESETS
export const PRESET_NAMES: PresetName[] = [
  'cloudflare',
  'iap',
  'pomerium',
  'alb',
  'oauth2-proxy',
  'authentik',
  'easyauth',
  'apache-oidc',
]

export const presetOf = (name: PresetName): Preset => PRESETS[name]
