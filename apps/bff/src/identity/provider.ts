import * as client from 'openid-client'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { isLoopback } from '../environment.ts'
import type { Clock } from '../services.ts'
import { CLOCK_TOLERANCE_SECONDS, createAssertionVerifier, type VerifyAssertion } from './assertion.ts'
import type { OidcConfig } from './auth-config.ts'
import { type ClaimSet, groupsOf, principalOf } from './claims.ts'
import { KeysUnavailable } from './key-server.ts'
import type { LoginTicket } from './login-ticket.ts'
import { readLogoutOrder } from './logout-token.ts'
import type { LogoutOrder, SignedIn } from './sessions.ts'

/** The provider cannot be asked. Answers 503; everybody who is signed in already stays so. */
export class ProviderUnavailable extends Error {
  override readonly name = 'ProviderUnavailable'
}

/** The provider said no, or said something that does not add up. `why` is for the log. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused'
  readonly why: string
  constructor(why: string) {
    super('sign-in refused')
    this.why = why
  }
}

/** The token is not one that the provider would send. Answers 400; `why` is for the log. */
export class LogoutRefused extends Error {
  override readonly name = 'LogoutRefused'
  readonly why: string
  constructor(why: string) {
    super('logout refused')
    this.why = why
  }
}

export interface Provider {
  /** Where to send the browser, and what to remember until it is back. */
  beginSignIn(returnTo: string): Promise<{ location: string; ticket: LoginTicket }>
  /** Trades the code for who it is. The provider's tokens end here. */
  finishSignIn(callback: URLSearchParams, ticket: LoginTicket): Promise<SignedIn>
  /** Where the provider ends its own session, if it has such a place. */
  signOutAddress(): Promise<string | null>
  readLogoutToken(token: string): Promise<LogoutOrder>
}

/** Signatures that only the provider can make. Which of them it makes, its metadata says; the library holds it to that. */
const ID_TOKEN_ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']
const TIMEOUT_SECONDS = 5
const COOLDOWN_MS = 2_000
const METADATA_MS = 3_600_000

interface Discovered {
  configuration: client.Configuration
  issuer: string
  verifyIdToken: VerifyAssertion
  verifyLogoutToken: VerifyAssertion
  at: number
}

/**
 * The company's identity provider (OpenID Connect Core 1.0): code with PKCE, state, nonce and `iss`. Asked for its
 * metadata at the first sign-in and not at the start, so that a console without its provider still serves who is in.
 */
export function createProvider(
  auth: OidcConfig,
  { config, clock, log }: { config: Pick<Config, 'publicOrigin'>; clock: Clock; log: Logger },
): Provider {
  const redirectUri = `${config.publicOrigin}/auth/callback`
  let discovered: Discovered | undefined
  let inFlight: Promise<Discovered> | undefined
  let failedAt = Number.NEGATIVE_INFINITY

  async function discover(): Promise<Discovered> {
    if (clock() - failedAt < COOLDOWN_MS) throw new ProviderUnavailable()
    try {
      const configuration = await configurationOf(auth)
      const { issuer, jwks_uri: jwksUrl } = configuration.serverMetadata()
      if (jwksUrl === undefined || !isSafe(new URL(jwksUrl))) throw new Error('the provider names no keys')
      const rules = { issuer, audiences: [auth.clientId], jwksUrl, algorithms: ID_TOKEN_ALGORITHMS }
      return {
        configuration,
        issuer,
        verifyIdToken: createAssertionVerifier({ ...rules, requiredClaims: ['exp', 'sub'] }, { clock, log }),
        verifyLogoutToken: createAssertionVerifier(
          { ...rules, requiredClaims: ['iat', 'jti', 'events'], type: 'logout+jwt' },
          { clock, log },
        ),
        at: clock(),
      }
    } catch (error) {
      failedAt = clock()
      log.warn({ err: error }, 'identity provider cannot be asked')
      throw new ProviderUnavailable()
    }
  }

  /** An hour old is asked again; an older answer is better than none. */
  async function provider(): Promise<Discovered> {
    if (discovered !== undefined && clock() - discovered.at < METADATA_MS) return discovered
    inFlight ??= discover().finally(() => {
      inFlight = undefined
    })
    try {
      discovered = await inFlight
    } catch (error) {
      if (discovered === undefined) throw error
    }
    return discovered
  }

  return {
    async beginSignIn(returnTo) {
      const { configuration } = await provider()
      const ticket = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        codeVerifier: client.randomPKCECodeVerifier(),
        returnTo,
      }
      const location = client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: auth.scopes,
        state: ticket.state,
        nonce: ticket.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(ticket.codeVerifier),
        code_challenge_method: 'S256',
      })
      return { location: location.href, ticket }
    },

    async finishSignIn(callback, ticket) {
      const { configuration, issuer, verifyIdToken } = await provider()
      try {
        const tokens = await client.authorizationCodeGrant(configuration, new URL(`${redirectUri}?${callback}`), {
          expectedState: ticket.state,
          expectedNonce: ticket.nonce,
          pkceCodeVerifier: ticket.codeVerifier,
          idTokenExpected: true,
        })
        const idToken = await verifyIdToken(tokens.id_token ?? '')
        if (idToken.kind === 'invalid') throw new SignInRefused(`ID token: ${idToken.why}`)
        const claims = await withUserInfo(configuration, auth, idToken.claims, tokens.access_token)
        const principal = principalOf(issuer, claims, auth.claims)
        if (principal === undefined) throw new SignInRefused('the provider names nobody')
        const { sid } = idToken.claims
        return { principal, groups: groupsOf(claims, auth.claims), sid: typeof sid === 'string' ? sid : null }
      } catch (error) {
        throw asRefusalOrOutage(error)
      }
    },

    async signOutAddress() {
      const { configuration } = await provider()
      if (configuration.serverMetadata().end_session_endpoint === undefined) return null
      return client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: `${config.publicOrigin}/` }).href
    },

    async readLogoutToken(token) {
      const { verifyLogoutToken } = await provider()
      const verification = await verifyLogoutToken(token).catch((error) => {
        throw asRefusalOrOutage(error)
      })
      if (verification.kind === 'invalid') throw new LogoutRefused(verification.why)
      const order = readLogoutOrder(verification.claims, clock())
      if ('why' in order) throw new LogoutRefused(order.why)
      return order
    },
  }
}

async function configurationOf({ issuer, clientId, clientSecret }: OidcConfig): Promise<client.Configuration> {
  const address = new URL(issuer)
  const metadata = { [client.clockTolerance]: CLOCK_TOLERANCE_SECONDS }
  const execute = address.protocol === 'http:' ? [client.allowInsecureRequests] : []
  const options = { execute, timeout: TIMEOUT_SECONDS }
  const basic = client.ClientSecretBasic(clientSecret)
  const configuration = await client.discovery(address, clientId, metadata, basic, options)

  const server = configuration.serverMetadata()
  // RFC 8414, 2: what is not announced is client_secret_basic.
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  if (methods.includes('client_secret_basic')) return configuration
  const posting = new client.Configuration(server, clientId, metadata, client.ClientSecretPost(clientSecret))
  posting.timeout = TIMEOUT_SECONDS
  for (const step of execute) step(posting)
  return posting
}

/** Many providers keep the ID token small and tell groups and names where they are asked for them. */
async function withUserInfo(
  configuration: client.Configuration,
  { claims }: OidcConfig,
  told: ClaimSet,
  accessToken: string,
): Promise<ClaimSet> {
  const principal = principalOf('', told, claims)
  const isComplete = principal !== undefined && principal.name !== null && 'names' in groupsOf(told, claims)
  const hasEndpoint = configuration.serverMetadata().userinfo_endpoint !== undefined
  if (isComplete || !hasEndpoint || principal === undefined) return told
  return { ...(await client.fetchUserInfo(configuration, accessToken, principal.sub)), ...told }
}

const isSafe = ({ protocol, hostname }: URL) => protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))

/** Silence, a server's own failure, keys that cannot be had: nobody's fault who signs in. */
function asRefusalOrOutage(error: unknown): Error {
  if (error instanceof SignInRefused) return error
  if (error instanceof KeysUnavailable || error instanceof TypeError) return new ProviderUnavailable()
  if (error instanceof client.ResponseBodyError && error.status >= 500) return new ProviderUnavailable()
  if (error instanceof Error && (error.name === 'TimeoutError' || isOutage(error.cause)))
    return new ProviderUnavailable()
  const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : ''
  return new SignInRefused(`${error instanceof Error ? error.name : 'error'}${code}`)
}

function isOutage(cause: unknown): boolean {
  if (cause instanceof Response) return cause.status >= 500
  return cause instanceof TypeError || (cause instanceof Error && cause.name === 'TimeoutError')
}
