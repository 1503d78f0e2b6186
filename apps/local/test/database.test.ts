import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'

const ENTRY = fileURLToPath(new URL('../dist/database.js', import.meta.url))
const isRoot = process.getuid?.() === 0

let folder: string
let started: ChildProcess[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reeldesk-local-'))
  // mkdtemp makes folders only their owner can enter; the database user has to.
  await chmod(folder, 0o755)
  started = []
})

afterEach(async () => {
  for (const child of started) await stop(child)
  await rm(folder, { recursive: true, force: true })
})

/** Starts the database on a folder; resolves with its address, or with what it said when it gave up. */
function startOn(dataDir: string): Promise<{ child: ChildProcess; url?: string; complaint?: string; code?: number }> {
  const child = spawn(process.execPath, [ENTRY], { env: { ...process.env, DATA_DIR: dataDir } })
  started.push(child)
  return new Promise((resolve) => {
    let complaint = ''
    child.stderr.on('data', (chunk) => {
      complaint += chunk
    })
    child.stdout.once('data', (line) => resolve({ child, url: String(line).trim() }))
    child.once('close', (code) => resolve({ child, complaint, code: code ?? 1 }))
  })
}

function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}

async function ask(url: string | undefined, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const serverPid = async (dataDir: string) =>
  Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0])

test('what was written is there at the next start, and a stop leaves no server behind', async () => {
  const first = await startOn(folder)
  await ask(first.url, 'create table kept as select 42 as answer')
  const pid = await serverPid(folder)
  await stop(first.child)
  expect(() => process.kill(pid, 0)).toThrow()

  const second = await startOn(folder)
  expect(await ask(second.url, 'select answer from kept')).toEqual([{ answer: 42 }])
})

test('the server listens on no TCP port and syncs to disk', async () => {
  const { url } = await startOn(folder)
  expect(await ask(url, 'show listen_addresses')).toEqual([{ listen_addresses: '' }])
  expect(await ask(url, 'show fsync')).toEqual([{ fsync: 'on' }])
})

test('a server left behind by a killed start is adopted, not started a second time', async () => {
  const first = await startOn(folder)
  await ask(first.url, 'create table kept as select 1 as one')
  const pid = await serverPid(folder)
  await stop(first.child, 'SIGKILL')

  const second = await startOn(folder)
  expect(await serverPid(folder)).toBe(pid)
  expect(await ask(second.url, 'select one from kept')).toEqual([{ one: 1 }])
  await stop(second.child)
  expect(() => process.kill(pid, 0)).toThrow()
})

test('a second start on the same data names the process that holds it and leaves it alone', async () => {
  const first = await startOn(folder)
  const second = await startOn(folder)
  expect(second.code).toBe(1)
  expect(second.complaint).toContain(`Process ${first.child.pid} already uses the data in ${folder}`)
  expect(await ask(first.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a first start killed half-way does not stand in the way of the next', async () => {
  await mkdir(join(folder, 'postgres.new-1'))
  const { url } = await startOn(folder)
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a deep data folder still gets a socket', async () => {
  const deep = join(folder, 'a'.repeat(60), 'b'.repeat(60))
  const { url } = await startOn(deep)
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test.runIf(isRoot)(
  'a data folder that the database user cannot reach is explained, and nothing is left in it',
  async () => {
    const closed = join(folder, 'closed')
    await mkdir(closed, { mode: 0o700 })
    const { code, complaint } = await startOn(join(closed, 'data'))
    expect(code).toBe(1)
    expect(complaint).toContain(`it may not enter ${closed}`)
    expect(await readdir(closed)).toEqual([])
  },
)
