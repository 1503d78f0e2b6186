import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const ENTRY = fileURLToPath(new URL('../dist/main.js', import.meta.url))

let folder: string
let started: ChildProcess[]
let occupied: Server[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reeldesk-start-'))
  // As root the database runs as another user, who has to be able to enter.
  await chmod(folder, 0o755)
  started = []
  occupied = []
})

afterEach(async () => {
  for (const child of started) await stop(child, 'SIGTERM')
  for (const server of occupied) server.close()
  await rm(folder, { recursive: true, force: true })
})

interface Started {
  child: ChildProcess
  said: () => string
  complained: () => string
  exitCode: Promise<number | null>
  /** Resolves when it has said that it is ready, or has ended. */
  settled: Promise<'ready' | 'ended'>
}

function start(env: Record<string, string>): Started {
  const child = spawn(process.execPath, [ENTRY], {
    env: { ...process.env, DATA_DIR: folder, SANDBOX_RECORDINGS: '200', ...env },
  })
  started.push(child)
  let said = ''
  let complained = ''
  child.stderr.on('data', (chunk) => {
    complained += chunk
  })
  const exitCode = new Promise<number | null>((resolve) => child.once('close', resolve))
  const ready = new Promise<'ready'>((resolve) => {
    child.stdout.on('data', (chunk) => {
      said += chunk
      if (said.includes('Reeldesk is ready')) resolve('ready')
    })
  })
  const settled = Promise.race([ready, exitCode.then(() => 'ended' as const)])
  return { child, said: () => said, complained: () => complained, exitCode, settled }
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await ended
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

/** Takes a port, as another program would. */
async function occupy(port: number): Promise<void> {
  const server = createServer()
  occupied.push(server)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
}

const ports = async () => ({ PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()) })
const refuses = (url: string) =>
  fetch(url)
    .then(() => false)
    .catch(() => true)
const databasePid = async () => Number((await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0])

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 15_000; Date.now() < deadline; ) {
    if (await condition()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('it did not come true within 15 s')
}

test('one line says where it is ready, it serves recordings, and SIGTERM stops all of it', async () => {
  const { PORT, SANDBOX_PORT } = await ports()
  const { child, said, settled, exitCode } = start({ PORT, SANDBOX_PORT })
  expect(await settled).toBe('ready')
  expect(said()).toBe(`Reeldesk is ready at http://127.0.0.1:${PORT}\n`)

  const answer = async (path: string): Promise<unknown> => (await fetch(`http://127.0.0.1:${PORT}${path}`)).json()
  expect(await answer('/api/recordings?limit=5')).toMatchObject({ results: Array(5).fill(expect.anything()) })
  expect(await answer('/api/session')).toMatchObject({ workspace: 'sandbox' })

  const pid = await databasePid()
  child.kill('SIGTERM')
  expect(await exitCode).toBe(0)
  expect(await refuses(`http://127.0.0.1:${PORT}/healthz`)).toBe(true)
  expect(await refuses(`http://127.0.0.1:${SANDBOX_PORT}/v1/recordings`)).toBe(true)
  expect(() => process.kill(pid, 0)).toThrow()
})

test('killed without a word, it leaves only a database behind, which the next start adopts', async () => {
  const { PORT, SANDBOX_PORT } = await ports()
  const first = start({ PORT, SANDBOX_PORT })
  expect(await first.settled).toBe('ready')
  const pid = await databasePid()
  await stop(first.child, 'SIGKILL')
  await until(() => refuses(`http://127.0.0.1:${PORT}/healthz`))
  await until(() => refuses(`http://127.0.0.1:${SANDBOX_PORT}/v1/recordings`))

  const second = start({ PORT, SANDBOX_PORT })
  expect(await second.settled).toBe('ready')
  expect(await databasePid()).toBe(pid)
})

test('a second start on the same data says which process holds it, and the first goes on', async () => {
  const first = start(await ports())
  expect(await first.settled).toBe('ready')
  const second = start(await ports())
  expect(await second.exitCode).toBe(1)
  expect(second.complained()).toContain(`Process ${first.child.pid} already uses the data in ${folder}`)
  expect(first.child.exitCode).toBe(null)
})

test('a taken port is one sentence that says what to do, and nothing is left running', async () => {
  const env = await ports()
  await occupy(Number(env.PORT))
  const { complained, exitCode } = start(env)
  expect(await exitCode).toBe(1)
  expect(complained()).toMatch(new RegExp(`^Port ${env.PORT} .+ set PORT to another\\.\n$`))
  await expect(databasePid()).rejects.toThrow()
})

test('a taken SANDBOX_PORT is said as well, and nothing claims to be ready', async () => {
  const env = await ports()
  await occupy(Number(env.SANDBOX_PORT))
  const { said, complained, exitCode } = start(env)
  expect(await exitCode).toBe(1)
  expect(complained()).toMatch(new RegExp(`^Port ${env.SANDBOX_PORT} .+ set SANDBOX_PORT to another\\.\n$`))
  expect(said()).toBe('')
})

test('half a vendor is refused with what is missing', async () => {
  const { complained, exitCode } = start({ WHEREBY_API_URL: 'https://api.whereby.dev/v1' })
  expect(await exitCode).toBe(1)
  expect(complained()).toContain('WHEREBY_API_KEY is not')
})

test('without a way to prove identity it does not listen beyond this machine', async () => {
  const { complained, exitCode } = start({ ...(await ports()), HOST: '0.0.0.0' })
  expect(await exitCode).toBe(1)
  expect(complained()).toContain('AUTH_MODE')
})
