import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as client from 'openid-client'

/** What an auth service behind nginx's auth_request does (oauth2-proxy and its kin), made of a certified library. */
export interface Gate {
  origin: string
  /** Ends every session it keeps. */
  forgetEverybody(): void
  close(): Promise<void>
}

interface Visit {
  state: string
  codeVerifier: string
  returnTo: string
}

/** `/gate/check`: 200 with who it is in headers, or 401. `/gate/login` and `/gate/callback`: at the provider and back. */
export async function startGate(settings: {
  issuer: string
  client: { id: string; secret: string }
  publicOrigin: string
}): Promise<Gate> {
  const { issuer, publicOrigin } = settings
  const provider = await client.discovery(
    new URL(issuer),
    settings.client.id,
    undefined,
    client.ClientSecretBasic(settings.client.secret),
    { execute: [client.allowInsecureRequests] },
  )
  const visits = new Map<string, Visit>()
  const people = new Map<string, client.UserInfoResponse>()

  function check(request: IncomingMessage, response: ServerResponse): void {
    const person = people.get(/gate=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '')
    if (person === undefined) return void response.writeHead(401).end()
    const { sub, name, email, groups } = person
    const said = {
      'X-User': sub,
      'X-Name': name,
      'X-Email': email,
      'X-Groups': Array.isArray(groups) ? groups.join(',') : '',
    }
    for (const [header, value] of Object.entries(said))
      if (value) response.setHeader(header, Buffer.from(value).toString('latin1'))
    response.writeHead(200).end()
  }

  async function login(url: URL, response: ServerResponse): Promise<void> {
    const visit = {
      state: client.randomState(),
      codeVerifier: client.randomPKCECodeVerifier(),
      returnTo: url.searchParams.get('returnTo') ?? '/',
    }
    visits.set(visit.state, visit)
    const location = client.buildAuthorizationUrl(provider, {
      redirect_uri: `${publicOrigin}/gate/callback`,
      scope: 'openid profile email groups',
      state: visit.state,
      code_challenge: await client.calculatePKCECodeChallenge(visit.codeVerifier),
      code_challenge_method: 'S256',
    })
    response.writeHead(302, { Location: location.href }).end()
  }

  async function callback(url: URL, response: ServerResponse): Promise<void> {
    const visit = visits.get(url.searchParams.get('state') ?? '')
    if (visit === undefined) return void response.writeHead(400).end()
    const tokens = await client.authorizationCodeGrant(provider, url, {
      expectedState: visit.state,
      pkceCodeVerifier: visit.codeVerifier,
    })
    const id = randomUUID()
    people.set(id, await client.fetchUserInfo(provider, tokens.access_token, tokens.claims()?.sub ?? ''))
    response
      .writeHead(302, { Location: visit.returnTo, 'Set-Cookie': `gate=${id}; Path=/; HttpOnly; SameSite=Lax` })
      .end()
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', publicOrigin)
    if (url.pathname === '/gate/check') return check(request, response)
    const answered = url.pathname === '/gate/login' ? login(url, response) : callback(url, response)
    answered.catch(() => response.writeHead(502).end())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forgetEverybody: () => people.clear(),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
