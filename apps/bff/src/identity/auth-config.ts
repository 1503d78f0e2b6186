import { BlockList, isIP } from 'node:net'
import { AUTH_MODES, type AuthMode } from '@reeldesk/contract'
import { type Environment, isLoopback } from '../environment.ts'
import { PRESET_NAMES, type Preset, presetOf } from './presets.ts'

/** How callers prove who they are. One source, chosen by AUTH_MODE. */
export type AuthConfig = { mode: 'local' } | ProxyJwtConfig | ProxyHeaderConfig | OidcConfig

export interface ProxyJwtConfig {
  mode: 'proxy-jwt'
  header: string
  issuer: string
  /** One of them has to be among the assertion's. Empty only where a signer is pinned. */
  audiences: string[]
  /** `{kid}` in the address stands for the key id (AWS ALB serves each key by itself, as PEM). */
  jwksUrl: string
  algorithms: string[]
  claims: Claims
  /** AWS ALB only: the load balancer that must have signed. */
  signer: string | null
}

export interface ProxyHeaderConfig {
  mode: 'proxy-header'
  headers: { user: string; email: string; name: string; groups: string }
  groupsDelimiter: string
  secretHeader: string
  sharedSecret: string
}

export interface OidcConfig {
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

/** Dotted paths into the claims; of several, separated by commas, the first that is there counts. */
export interface Claims {
  name: string
  email: string
  groups: string
}

/** What the other settings say that these depend on. */
interface Surroundings {
  host: string
  publicOrigin: string
  trustedProxies: string[]
}

const ASYMMETRIC = /^(?:RS|PS|ES)(?:256|384|512)$|^(?:EdDSA|Ed25519)$/
const HEADER_NAME = /^[A-Za-z0-9_-]{1,100}$/
const ELB_ARN = /^arn:aws:elasticloadbalancing:([a-z0-9-]+):\d{12}:loadbalancer\/app\/[^/]+\/[^/]+$/
const DAYS_30 = 2_592_000

export function readAuth(env: Environment, surroundings: Surroundings): AuthConfig {
  const modes = AUTH_MODES.join(', ')
  const mode = env.oneOf<AuthMode>('AUTH_MODE', AUTH_MODES, undefined)
  if (mode === undefined && env.text('AUTH_MODE') === undefined)
    env.refuse(`AUTH_MODE is not set: say how people prove who they are (${modes}).`)
  const presetName = env.oneOf('AUTH_PRESET', PRESET_NAMES, undefined)
  const preset = presetName && presetOf(presetName)
  const fits = mode === 'proxy-jwt' ? preset?.jwt : mode === 'proxy-header' ? preset?.headers : undefined
  if (preset && mode && !fits) env.refuse(`AUTH_PRESET=${presetName} does not go with AUTH_MODE=${mode}.`)

  switch (mode) {
    case 'proxy-jwt':
      return readProxyJwt(env, surroundings, preset, presetName === 'alb')
    case 'proxy-header':
      return readProxyHeader(env, surroundings, preset)
    case 'oidc':
      return readOidc(env)
    case 'local':
      refuseUnsafeLocal(env, surroundings)
      return { mode }
    case undefined:
      return { mode: 'local' }
  }
}

/** In this mode everybody who gets through is an admin. */
function refuseUnsafeLocal(env: Environment, { host, publicOrigin }: Surroundings): void {
  if (!isLoopback(host)) env.refuse('AUTH_MODE=local is for one machine: HOST must be a loopback address.')
  if (env.text('NODE_ENV') === 'production') env.refuse('AUTH_MODE=local is refused where NODE_ENV is production.')
  if (!isLoopback(new URL(publicOrigin).hostname))
    env.warnings.push('AUTH_MODE=local with a PUBLIC_ORIGIN elsewhere: whoever gets through is an admin.')
}

function readProxyJwt(env: Environment, { publicOrigin }: Surroundings, preset: Preset | undefined, isAlb: boolean) {
  const jwt = preset?.jwt
  const { host } = new URL(publicOrigin)
  const header = headerName(env, 'AUTH_JWT_HEADER', jwt?.header)
  const issuer =
    env.text('AUTH_JWT_ISSUER') ??
    jwt?.issuer?.(host) ??
    env.required(
      'AUTH_JWT_ISSUER',
      `who must have issued the assertion${jwt?.issuerForm ? `, ${jwt.issuerForm}` : ''}.`,
    )
  const presetAudience = jwt?.audience?.(host)
  const audiences = env.list('AUTH_JWT_AUDIENCE', presetAudience === undefined ? [] : [presetAudience])
  if (audiences.length === 0 && !isAlb)
    env.refuse('AUTH_JWT_AUDIENCE is not set: an assertion made for another application would do.')

  const signer = isAlb ? env.required('AUTH_JWT_SIGNER', 'the ARN of the load balancer that must have signed.') : null
  const region = signer ? ELB_ARN.exec(signer)?.[1] : undefined
  const jwksUrl =
    env.text('AUTH_JWT_JWKS_URL') ??
    (region && `https://public-keys.auth.elb.${region}.amazonaws.com/{kid}`) ??
    (jwt?.jwksUrl && issuer && jwt.jwksUrl(issuer)) ??
    env.required('AUTH_JWT_JWKS_URL', 'where the keys are that assertions are signed with.')
  if (jwksUrl) env.address('AUTH_JWT_JWKS_URL', jwksUrl.replaceAll('{kid}', 'kid'))
  if (isAlb && jwksUrl && !jwksUrl.endsWith('/{kid}'))
    env.refuse('AUTH_JWT_JWKS_URL must end in /{kid} with AUTH_PRESET=alb.')

  const algorithms = env.list('AUTH_JWT_ALGS', jwt?.algorithms ?? ['RS256', 'ES256'])
  for (const algorithm of algorithms)
    if (!ASYMMETRIC.test(algorithm))
      env.refuse('AUTH_JWT_ALGS takes RS256, ES256 and their kin: never none, never a shared secret (HS256).')
  const claims = readClaims(env, preset)
  return { mode: 'proxy-jwt', header, issuer, audiences, jwksUrl, algorithms, claims, signer } satisfies ProxyJwtConfig
}

function readProxyHeader(env: Environment, { trustedProxies }: Surroundings, preset: Preset | undefined) {
  const given = preset?.headers
  if (trustedProxies.length === 0)
    env.refuse('TRUSTED_PROXY_CIDRS is not set: name the addresses that the proxy calls from.')
  const config: ProxyHeaderConfig = {
    mode: 'proxy-header',
    headers: {
      user: headerName(env, 'AUTH_HEADER_USER', given?.user ?? 'X-Forwarded-User'),
      email: headerName(env, 'AUTH_HEADER_EMAIL', given?.email ?? 'X-Forwarded-Email'),
      name: headerName(env, 'AUTH_HEADER_NAME', given?.name ?? 'X-Forwarded-Name'),
      groups: headerName(env, 'AUTH_HEADER_GROUPS', given?.groups ?? 'X-Forwarded-Groups'),
    },
    groupsDelimiter: env.text('AUTH_GROUPS_DELIMITER') ?? given?.delimiter ?? ',',
    secretHeader: headerName(env, 'PROXY_SECRET_HEADER', 'X-Proxy-Secret'),
    sharedSecret: env.requiredSecret('PROXY_SHARED_SECRET', 'what the proxy must say to be believed.', {
      minLength: 16,
    }),
  }
  const names = [...Object.values(config.headers), config.secretHeader].map(canonicalName)
  if (new Set(names).size < names.length) env.refuse('The headers of AUTH_MODE=proxy-header must have different names.')
  return config
}

function readOidc(env: Environment): OidcConfig {
  const issuer = env.required('OIDC_ISSUER', 'the address of the identity provider.')
  if (issuer) env.address('OIDC_ISSUER', issuer)
  const scopes = env.text('OIDC_SCOPES') ?? 'openid profile email'
  if (!scopes.split(/\s+/).includes('openid')) env.refuse('OIDC_SCOPES must hold openid.')
  const sessionIdleSeconds = env.whole('SESSION_IDLE_SECONDS', 1800, [1, DAYS_30])
  const sessionMaxSeconds = env.whole('SESSION_MAX_SECONDS', 36_000, [1, DAYS_30])
  if (sessionIdleSeconds > sessionMaxSeconds)
    env.refuse('SESSION_IDLE_SECONDS must not be longer than SESSION_MAX_SECONDS.')
  return {
    mode: 'oidc',
    issuer,
    clientId: env.required('OIDC_CLIENT_ID', "the console's name at the identity provider."),
    clientSecret: env.requiredSecret('OIDC_CLIENT_SECRET', "the console's secret at the identity provider."),
    scopes,
    claims: readClaims(env, undefined),
    sessionIdleSeconds,
    sessionMaxSeconds,
    sessionSecret: env.requiredSecret('SESSION_SECRET', 'at least 32 random characters, the same on every replica.', {
      minLength: 32,
    }),
  }
}

function readClaims(env: Environment, preset: Preset | undefined): Claims {
  return {
    name: env.text('AUTH_CLAIM_NAME') ?? preset?.claims?.name ?? 'name',
    email: env.text('AUTH_CLAIM_EMAIL') ?? preset?.claims?.email ?? 'email',
    groups: env.text('AUTH_CLAIM_GROUPS') ?? preset?.claims?.groups ?? 'groups',
  }
}

function headerName(env: Environment, name: string, fallback: string | undefined): string {
  const value = env.text(name) ?? fallback ?? env.required(name, 'the header that holds the assertion.')
  if (value && !HEADER_NAME.test(value)) env.refuse(`${name} must be the name of a header.`)
  return value
}

/** Proxies and gateways fold everything that is no letter or digit into one sign: names that differ only there are one. */
export function canonicalName(header: string): string {
  return header.toLowerCase().replace(/[^a-z0-9]/g, '-')
}

/** Networks (`10.0.0.0/8`) and single addresses. A network of everybody is no trust. */
export function readTrustedProxies(env: Environment): string[] {
  const list = env.list('TRUSTED_PROXY_CIDRS')
  for (const entry of list) {
    const [address = '', prefix, ...rest] = entry.split('/')
    const family = isIP(address)
    const isPrefix =
      prefix === undefined ||
      (/^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= (family === 6 ? 128 : 32))
    if (family === 0 || !isPrefix || rest.length > 0)
      env.refuse(`TRUSTED_PROXY_CIDRS holds "${entry}": an address, or a network of at least /1, is needed.`)
  }
  return list
}

/** For questions about socket addresses. Takes what `readTrustedProxies` let through. */
export function blockListOf(cidrs: readonly string[]): BlockList {
  const list = new BlockList()
  for (const cidr of cidrs) {
    const [address = '', prefix] = cidr.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    list.addSubnet(address, Number(prefix ?? (family === 'ipv6' ? 128 : 32)), family)
  }
  return list
}
