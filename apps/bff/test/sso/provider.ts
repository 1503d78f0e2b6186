import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import Provider, { type AdapterFactory, type ClientMetadata, type Configuration } from 'oidc-provider'
import { createMemory } from './memory.ts'

/** Somebody who works at the company; the key is how they sign in. */
export type People = Record<string, { name?: string; email?: string; groups?: unknown }>

/** A real OpenID provider (oidc-provider) on loopback, as a company would run one. */
export interface CompanyProvider {
  issuer: string
  /** New signing keys from now on; the old ones are gone at once. */
  rotateKeys(): Promise<void>
  /** Nothing listens any more, until `comeBack`. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
  close(): Promise<void>
}

/** `conformIdTokenClaims`: names and groups are not in the ID token, but where they are asked for (userinfo). */
export type Company = { people: People; clients: ClientMetadata[] } & Pick<Configuration, 'conformIdTokenClaims'>

/** A console as the provider knows it. */
export function clientOf(origin: string, overrides: Partial<ClientMetadata> = {}): ClientMetadata {
  return {
    client_id: 'reeldesk',
    client_secret: 'the-secret-of-the-client-in-tests',
    redirect_uris: [`${origin}/auth/callback`],
    post_logout_redirect_uris: [`${origin}/`],
    backchannel_logout_uri: `${origin}/auth/backchannel-logout`,
    backchannel_logout_session_required: true,
    ...overrides,
  }
}

export async function startProvider(settings: Company): Promise<CompanyProvider> {
  const server = createServer((request, response) => void answer(request, response))
  let port = 0
  const listen = async () => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  }
  const stop = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  await listen()
  const issuer = `http://127.0.0.1:${port}`
  const memory = createMemory()
  let provider = await makeProvider(issuer, memory, settings)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!request.url?.startsWith('/interaction/')) return provider.callback()(request, response)
    if (request.method === 'POST') {
      const login = new URLSearchParams(await textOf(request)).get('login') ?? ''
      return provider.interactionFinished(request, response, { login: { accountId: login } })
    }
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(SIGN_IN_PAGE)
  }

  return {
    issuer,
    rotateKeys: async () => {
      provider = await makeProvider(issuer, memory, settings)
    },
    goAway: stop,
    comeBack: listen,
    close: stop,
  }
}

const SIGN_IN_PAGE = `<!doctype html><html lang="en"><title>Company sign-in</title><h1>Company sign-in</h1>
<form method="post"><label>Name <input name="login" autofocus></label> <button>Sign in</button></form></html>`

async function makeProvider(
  issuer: string,
  adapter: AdapterFactory,
  { people, clients, conformIdTokenClaims = false }: Company,
): Promise<Provider> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const key = { ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: crypto.randomUUID() }
  return new Provider(issuer, {
    clients,
    adapter,
    jwks: { keys: [key] },
    cookies: { keys: ['the-cookie-key-of-the-provider-in-tests'] },
    conformIdTokenClaims,
    // Its protection against requests to itself would keep it from everything on loopback.
    fetch: (url, options = {}) =>
      fetch(url, Object.fromEntries(Object.entries(options).filter(([name]) => name !== 'dispatcher'))),
    claims: { openid: ['sub'], profile: ['name'], email: ['email'], groups: ['groups'] },
    scopes: ['openid', 'profile', 'email', 'groups'],
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          context.body = `<!doctype html>${form}<button form="op.logoutForm" name="logout" value="yes">Sign out</button>`
        },
        postLogoutSuccessSource: (context) => {
          context.body = '<!doctype html>Signed out'
        },
      },
    },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    ttl: { AccessToken: 600, IdToken: 600, Session: 3600, Grant: 3600, Interaction: 600 },
    findAccount: (_context, accountId) => ({ accountId, claims: () => ({ ...people[accountId], sub: accountId }) }),
    // The company has consented for everybody.
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId })
      grant.addOIDCScope(String(oidc.params?.scope))
      await grant.save()
      return grant
    },
  })
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}
