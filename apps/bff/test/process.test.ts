import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { recordingOf, sendJson, startScriptedServer } from '../src/upstream/scripted-server.ts'
import { startBff } from './bff.ts'

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url))
const NO_DATABASE = 'postgres://reeldesk:the-password@127.0.0.1:1/reeldesk'
const SETTINGS = {
  AUTH_MODE: 'local',
  WHEREBY_API_URL: 'http://127.0.0.1:1/v1',
  WHEREBY_API_KEY: 'the-key-of-the-vendor-in-tests',
  DATABASE_URL: NO_DATABASE,
}

async function run(args: string[], env: Record<string, string>): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (said.out += chunk))
  child.stderr.on('data', (chunk) => (said.err += chunk))
  const [code] = await once(child, 'close')
  return { code, ...said }
}

test('--check-config prints the settings in force, secrets as set, and ends', async () => {
  const { code, out, err } = await run(['--check-config'], SETTINGS)
  expect([code, err]).toEqual([0, ''])
  expect(out).toMatch(/WHEREBY_API_KEY.*set/)
  expect(out).not.toMatch(/the-key-of|the-password/)
})

test.each([['--check-config'], []])(
  'settings that are unsafe or missing are refused, all at once (%s)',
  async (...args) => {
    const { code, out, err } = await run(args, {
      ...SETTINGS,
      AUTH_MODE: 'anyone',
      PORT: '99999',
      WHEREBY_API_KEY: 'the-key-of the-vendor',
      WHEREBY_API_URL: 'http://api.example/v1',
    })
    expect(code).toBe(1)
    for (const name of ['AUTH_MODE', 'PORT', 'WHEREBY_API_KEY', 'WHEREBY_API_URL']) expect(out + err).toContain(name)
    expect(out + err).not.toMatch(/the-key-of|the-password| {4}at /)
  },
)

test('an argument that is none is refused', async () => {
  expect(await run(['--serve'], SETTINGS)).toMatchObject({ code: 1, err: expect.stringContaining('--check-config') })
})

test('a port that is taken is one sentence that says what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const { code, err } = await run([], { ...SETTINGS, PORT: String(port) })
  other.close()
  expect(code).toBe(1)
  expect(err.trim().split('\n')).toEqual([expect.stringMatching(new RegExp(`Port ${port} .* taken: .*PORT`))])
})

test('on SIGTERM it takes nobody in, finishes what it has, begins nothing to remember, and ends with 0', async (context) => {
  const answers: (() => void)[] = []
  const upstream = await startScriptedServer((_request, response) => {
    answers.push(() => sendJson(response, 200, { results: [recordingOf(1)], cursor: null }))
  })
  context.onTestFinished(() => upstream.close())
  const bff = await startBff(context, { databaseUrl: NO_DATABASE, vendorUrl: upstream.url })
  const [one, another] = [openConnection(bff.url), openConnection(bff.url)]
  one.say('GET /api/recordings?limit=1')
  another.say('GET /api/recordings?limit=2')
  await expect.poll(() => answers.length).toBe(2)

  const ended = bff.stop()
  await expect.poll(() => bff.lines.some((line) => line.includes('"stopping"'))).toBe(true)
  await expect(openConnection(bff.url).heard).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  one.say('GET /readyz')
  another.say(`DELETE /api/recordings/${recordingOf(1).recordingId}`)
  await expect.poll(() => bff.lines.filter((line) => line.includes('"status":503')).length).toBe(2)
  for (const answer of answers) answer()

  const [toOne, toAnother] = [await one.heard, await another.heard]
  expect(toOne).toMatch(/^HTTP\/1\.1 200 .*HTTP\/1\.1 503 .*"stopping":true/s)
  expect(toAnother).toMatch(/^HTTP\/1\.1 200 .*HTTP\/1\.1 503 .*"code":"shutting_down"/s)
  expect(await ended).toBe(0)
  expect(bff.lines.at(-1)).toContain('"stopped"')
  expect(upstream.requests.map(({ method }) => method)).toEqual(['GET', 'GET'])
})

test('a second signal ends it at once, whatever is still going on', async (context) => {
  const upstream = await startScriptedServer(() => {})
  context.onTestFinished(() => upstream.close())
  const bff = await startBff(context, { databaseUrl: NO_DATABASE, vendorUrl: upstream.url })
  const unanswered = bff.get('/api/recordings').catch(() => 'cut off')
  await expect.poll(() => upstream.requests.length).toBe(1)
  const ended = bff.stop()
  await expect.poll(() => bff.lines.some((line) => line.includes('"stopping"'))).toBe(true)
  process.kill(bff.pid, 'SIGTERM')
  expect(await ended).toBe(1)
  expect(await unanswered).toBe('cut off')
})

/** One connection, kept open, on which several requests may be under way. `heard` resolves when the other side closes it. */
function openConnection(url: string): { say(requestLine: string): void; heard: Promise<string> } {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname).setEncoding('utf8')
  let text = ''
  socket.on('data', (chunk) => (text += chunk))
  return {
    say: (requestLine) =>
      void socket.write(`${requestLine} HTTP/1.1\r\nHost: ${hostname}\r\nX-Requested-By: reeldesk\r\n\r\n`),
    heard: once(socket, 'close').then(() => text),
  }
}

test('a log that cannot be written keeps it neither from serving nor from ending', async (context) => {
  const port = await freePort()
  const disk = await open('/dev/full', 'w')
  const child = spawn(process.execPath, [MAIN], {
    env: { ...SETTINGS, PORT: String(port) },
    stdio: ['ignore', disk.fd, 'inherit'],
  })
  const exited = once(child, 'exit')
  context.onTestFinished(async () => {
    child.kill('SIGKILL')
    await disk.close()
  })
  const alive = () =>
    fetch(`http://127.0.0.1:${port}/healthz`).then(
      ({ status }) => status,
      () => 0,
    )
  for (const _ of [1, 2, 3]) await expect.poll(alive, { timeout: 20_000 }).toBe(200)
  child.kill('SIGTERM')
  expect(await exited).toEqual([0, null])
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
