import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Binaries, postgresBinaries, ROOTS_PLACE } from './binaries.ts'
import type { DataPlace } from './config.ts'
import { type DatabaseUser, databaseUser, obstacle } from './database-user.ts'
import { becomeOwner } from './owner.ts'
import { PlainError } from './plain-error.ts'
import { secretIn } from './secrets.ts'

const DATABASE = 'reeldesk'
const SUPERUSER = 'reeldesk'

export interface Postgres {
  /** For `DATABASE_URL`: over a Unix socket that only this machine can reach. */
  url: string
  dataDir: string
  stop(): Promise<void>
}

interface Cluster {
  binaries: Binaries
  user: DatabaseUser | undefined
  /** The data directory proper. */
  dir: string
  socketDir: string
  password: string
}

/**
 * A real PostgreSQL server from npm on the data in `dataDir`: made at the first start, adopted when an earlier
 * `start` died and left it running, refused when another process owns it.
 */
export async function startPostgres(place: DataPlace): Promise<Postgres> {
  const user = databaseUser()
  const dataDir = user ? reachable(place, user) : place.dataDir
  const cluster = await prepare(dataDir, user)
  if (!existsSync(join(cluster.dir, 'PG_VERSION'))) await initialise(cluster)
  const pid = (await runningServer(cluster)) ?? (await launch(cluster))
  const address = { host: cluster.socketDir, user: SUPERUSER, password: cluster.password, database: DATABASE }
  const owner = await becomeOwner(address, dataDir)
  const query = new URLSearchParams({ host: cluster.socketDir })
  return {
    url: `postgres://${SUPERUSER}:${cluster.password}@/${DATABASE}?${query}`,
    dataDir,
    stop: async () => {
      await owner.release()
      await stopServer(pid)
    },
  }
}

/**
 * A folder that somebody chose is used or refused. The default one, in a checkout that only root may enter, moves to
 * where the database user can follow.
 */
function reachable({ dataDir, dataDirWasChosen }: DataPlace, user: DatabaseUser): string {
  const blocked = obstacle(dirname(dataDir), user)
  if (!blocked) return dataDir
  if (dataDirWasChosen)
    throw new PlainError(
      `DATA_DIR ${dataDir} cannot be reached by the database user "postgres": it may not enter ${blocked}. ` +
        'Choose a folder it can enter, or start as an ordinary user.',
    )
  const moved = join(ROOTS_PLACE, shortHash(dataDir))
  process.stderr.write(`The database is kept in ${moved}: its user "postgres" may not enter ${blocked}.\n`)
  return moved
}

const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

async function prepare(dataDir: string, user: DatabaseUser | undefined): Promise<Cluster> {
  const binaries = await postgresBinaries(user)
  await mkdir(dataDir, { recursive: true })
  const socketDir = socketFolder(dataDir)
  await mkdir(socketDir, { recursive: true })
  await chmod(socketDir, 0o700)
  if (user) await chown(socketDir, user.uid, user.gid)
  const password = await secretIn(join(dataDir, 'database.password'))
  return { binaries, user, dir: join(dataDir, 'postgres'), socketDir, password }
}

/** A socket's path may have 107 bytes at most (sockaddr_un); a longer one moves to the temporary folder. */
function socketFolder(dataDir: string): string {
  const inData = join(dataDir, 'run')
  if (Buffer.byteLength(join(inData, '.s.PGSQL.5432.lock')) <= 107) return inData
  return join(tmpdir(), `reeldesk-${shortHash(dataDir)}`)
}

/** Into a folder of its own first: one killed half-way leaves nothing that looks like a database. */
async function initialise(cluster: Cluster): Promise<void> {
  const fresh = `${cluster.dir}.new-${process.pid}`
  const passwordFile = `${fresh}.password`
  await mkdir(fresh)
  await writeFile(passwordFile, cluster.password, { mode: 0o600 })
  if (cluster.user) {
    await chown(fresh, cluster.user.uid, cluster.user.gid)
    await chown(passwordFile, cluster.user.uid, cluster.user.gid)
  }
  try {
    await run(cluster, cluster.binaries.initdb, [
      `--pgdata=${fresh}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
    ])
    await rename(fresh, cluster.dir)
  } finally {
    await rm(passwordFile, { force: true })
    await rm(fresh, { recursive: true, force: true })
  }
}

function run(cluster: Cluster, program: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...cluster.user, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    child.once('error', (error) => reject(new PlainError(`PostgreSQL could not be set up: ${error.message}`)))
    child.once('close', (code) =>
      code === 0
        ? resolve()
        : reject(new PlainError(`PostgreSQL could not be set up in ${cluster.dir}:\n${said.trim()}`)),
    )
  })
}

/** The server that an earlier `start` left behind, if it answers: line 1 of postmaster.pid is its process. */
async function runningServer(cluster: Cluster): Promise<number | undefined> {
  const pid = Number.parseInt(await readFile(join(cluster.dir, 'postmaster.pid'), 'utf8').catch(() => ''), 10)
  return Number.isInteger(pid) && (await answers(join(cluster.socketDir, '.s.PGSQL.5432'))) ? pid : undefined
}

/** A process id alone proves nothing: after a reboot it may be anybody's. */
function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(socket)
    probe.once('error', () => resolve(false))
    probe.once('connect', () => {
      probe.end()
      resolve(true)
    })
  })
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Starts the server, in a process group of its own so that Ctrl-C does not stop it before the BFF has drained. */
function launch(cluster: Cluster): Promise<number> {
  const args = ['-D', cluster.dir, '-c', 'listen_addresses=', '-c', `unix_socket_directories=${cluster.socketDir}`]
  return new Promise((resolve, reject) => {
    const child = spawn(cluster.binaries.postgres, args, {
      ...cluster.user,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    })
    let said = ''
    const fail = () => reject(new PlainError(`PostgreSQL did not start on ${cluster.dir}:\n${said.trim()}`))
    child.once('error', fail)
    child.once('exit', fail)
    child.stderr.on('data', (chunk) => {
      if (said.length < 20_000) said += chunk
      if (said.includes('database system is ready to accept connections')) resolve(child.pid as number)
    })
  })
}

/** SIGINT is PostgreSQL's fast shutdown: clients are let go, everything is written. */
async function stopServer(pid: number): Promise<void> {
  if (!isAlive(pid)) return
  process.kill(pid, 'SIGINT')
  const deadline = Date.now() + 15_000
  while (isAlive(pid) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20))
}
