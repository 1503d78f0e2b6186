import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { PlainError } from './plain-error.ts'

/** PostgreSQL refuses to run as root; then it runs as the machine's `postgres` user, made if need be. */
export interface DatabaseUser {
  uid: number
  gid: number
}

/** Undefined for everybody but root: the server runs as whoever starts it. */
export function databaseUser(): DatabaseUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const user = lookUp()
  if (user) return user
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', 'postgres'])
  const made = lookUp()
  if (made) return made
  throw new PlainError(
    'PostgreSQL does not run as root and no user "postgres" could be made. Start as an ordinary user, or set DATABASE_URL.',
  )
}

function lookUp(): DatabaseUser | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number.parseInt(spawnSync('id', [flag, 'postgres']).stdout?.toString(), 10),
  )
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid: uid as number, gid: gid as number } : undefined
}

/** The nearest folder above `path` that the database user may not pass through; undefined when the way is free. */
export function obstacle(path: string, user: DatabaseUser): string | undefined {
  const above = dirname(path)
  return above === path ? undefined : (obstacle(above, user) ?? (isPassable(path, user) ? undefined : path))
}

/** What is not there yet will be made passable. */
function isPassable(path: string, user: DatabaseUser): boolean {
  return !existsSync(path) || spawnSync('test', ['-x', path], { uid: user.uid, gid: user.gid, cwd: '/' }).status === 0
}
