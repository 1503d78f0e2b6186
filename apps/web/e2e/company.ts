import type { Page } from '@playwright/test'
import { startApache } from '../../bff/test/sso/apache.ts'
import { startGate } from '../../bff/test/sso/gate.ts'
import { startNginx } from '../../bff/test/sso/nginx.ts'
import { type CompanyProvider, clientOf, startProvider } from '../../bff/test/sso/provider.ts'
import { type Console, freePort, startConsole } from './console.ts'

/** A company: its provider, its people, and the address at which its console is found. */
export interface Company {
  provider: CompanyProvider
  desk: Console
  origin: string
  stop(): Promise<void>
}

export const GROUPS = { ROLE_VIEWER_GROUPS: 'everybody', ROLE_MANAGER_GROUPS: 'Recording Managers' }

export const PEOPLE = {
  ada: { name: 'Ada Lovelace', groups: ['everybody', 'Recording Managers'] },
  vera: { name: 'Vera Rubin', groups: ['everybody'] },
  nobody: { name: 'No Body', groups: ['somewhere else'] },
}

/** The console signs people in itself. */
export async function openCompany(): Promise<Company> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const provider = await startProvider({ people: PEOPLE, clients: [clientOf(origin)] })
  const desk = await startConsole({
    PORT: String(port),
    AUTH_MODE: 'oidc',
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: 'reeldesk',
    OIDC_CLIENT_SECRET: 'the-secret-of-the-client-in-tests',
    OIDC_SCOPES: 'openid profile email groups',
    SESSION_SECRET: 'the-secret-that-seals-tickets-in-tests',
    ...GROUPS,
  })
  return {
    provider,
    desk,
    origin,
    async stop() {
      await desk.stop()
      await provider.close()
    },
  }
}

/** A product in front of the console signs people in: it stands at `origin`, the console behind it. */
export interface GuardedCompany extends Company {
  /** Ends every session that the product in front keeps. */
  endSessions(): void
}

export async function openBehindNginx(): Promise<GuardedCompany> {
  const [port, deskPort] = [await freePort(), await freePort()]
  const origin = `http://127.0.0.1:${port}`
  const client = { id: 'gate', secret: 'the-secret-of-the-gate-in-tests' }
  const redirect_uris = [`${origin}/gate/callback`]
  const provider = await startProvider({
    people: PEOPLE,
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris }],
  })
  const gate = await startGate({ issuer: provider.issuer, client, publicOrigin: origin })
  const sharedSecret = 'said-by-nginx-alone-in-tests'
  const desk = await startConsole({
    PORT: String(deskPort),
    PUBLIC_ORIGIN: origin,
    AUTH_MODE: 'proxy-header',
    TRUSTED_PROXY_CIDRS: '127.0.0.1',
    PROXY_SHARED_SECRET: sharedSecret,
    ...GROUPS,
  })
  const bffOrigin = `http://127.0.0.1:${deskPort}`
  const nginx = await startNginx({ port, bffOrigin, gateOrigin: gate.origin, sharedSecret })
  return {
    provider,
    desk,
    origin,
    endSessions: gate.forgetEverybody,
    async stop() {
      await nginx.close()
      await gate.close()
      await desk.stop()
      await provider.close()
    },
  }
}

export async function openBehindApache(): Promise<Company> {
  const [port, deskPort] = [await freePort(), await freePort()]
  const origin = `http://127.0.0.1:${port}`
  const client = { id: 'apache', secret: 'the-secret-of-apache-in-tests' }
  const redirect_uris = [`${origin}/signed-in`]
  const provider = await startProvider({
    people: PEOPLE,
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris }],
  })
  const desk = await startConsole({
    PORT: String(deskPort),
    PUBLIC_ORIGIN: origin,
    AUTH_MODE: 'proxy-jwt',
    AUTH_PRESET: 'apache-oidc',
    AUTH_JWT_ISSUER: provider.issuer,
    AUTH_JWT_AUDIENCE: client.id,
    AUTH_JWT_JWKS_URL: `${provider.issuer}/jwks`,
    ...GROUPS,
  })
  const bffOrigin = `http://127.0.0.1:${deskPort}`
  const apache = await startApache({ port, bffOrigin, issuer: provider.issuer, client })
  return {
    provider,
    desk,
    origin,
    async stop() {
      await apache.close()
      await desk.stop()
      await provider.close()
    },
  }
}

/** Says who it is on the provider's page. */
export async function signInAs(page: Page, login: keyof typeof PEOPLE): Promise<void> {
  await page.getByLabel('Name').fill(login)
  await page.getByRole('button', { name: 'Sign in' }).click()
}
