import { freePort, type House, openHouse } from '../house.ts'
import { freshDatabase, type TestDatabase } from '../postgres.ts'
import { type CompanyProvider, clientOf, type People, startProvider } from './provider.ts'
import type { Page, Visitor } from './visitor.ts'

/** A company with its provider, and the console beside it that signs people in there. */
export interface OidcHouse {
  origin: string
  provider: CompanyProvider
  database: TestDatabase
  house: House
  /** The same console once more, on the same database. */
  replica: House
  /** What the console thinks the time is. */
  clock: { aheadMs: number }
  close(): Promise<void>
}

export const PEOPLE: People = {
  ada: { name: 'Ada Lovelace', email: 'ada@example.com', groups: ['everybody', 'Recording Managers'] },
  vera: { name: 'Vera Rubin', email: 'vera@example.com', groups: ['everybody'] },
  nobody: { name: 'No Body', groups: ['somewhere else'] },
  loner: { name: 'Lone R', groups: undefined },
}

export async function openOidcHouse(settings: { conformIdTokenClaims?: boolean } = {}): Promise<OidcHouse> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const provider = await startProvider({ people: PEOPLE, clients: [clientOf(origin)], ...settings })
  const database = await freshDatabase()
  const clock = { aheadMs: 0 }
  const now = () => Date.now() + clock.aheadMs
  const env = { PORT: String(port), PUBLIC_ORIGIN: origin, ...environmentFor(provider) }
  const house = openHouse({ databaseUrl: database.url, env }, { clock: now })
  const replica = openHouse({ databaseUrl: database.url, env }, { clock: now })
  await Promise.all([house.services.store.whenReady(), replica.services.store.whenReady()])
  await house.listen()
  return {
    origin,
    provider,
    database,
    house,
    replica,
    clock,
    async close() {
      await Promise.all([house.close(), replica.close()])
      await provider.close().catch(() => undefined)
      await database.drop()
    },
  }
}

export function environmentFor({ issuer }: Pick<CompanyProvider, 'issuer'>): Record<string, string> {
  return {
    AUTH_MODE: 'oidc',
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: 'reeldesk',
    OIDC_CLIENT_SECRET: 'the-secret-of-the-client-in-tests',
    OIDC_SCOPES: 'openid profile email groups',
    SESSION_SECRET: 'the-secret-that-seals-tickets-in-tests',
    ROLE_VIEWER_GROUPS: 'everybody',
    ROLE_MANAGER_GROUPS: 'Recording Managers',
  }
}

/** Goes to the console, is sent to the provider, says who it is, and is sent back. */
export async function signIn(visitor: Visitor, address: string, login: string): Promise<Page> {
  const page = await visitor.visit(address)
  if (!page.text.includes('Company sign-in')) throw new Error(`no sign-in at ${page.url} (${page.status})`)
  return visitor.submit(page, { login })
}
