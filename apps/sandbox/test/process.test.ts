import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadConfig } from '../src/config.ts'

/** The built program, as `pnpm sandbox` runs it. */
function runMain(env: Record<string, string>): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../dist/main.js')], { env })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  const keep = (chunk: Buffer) => {
    output += chunk.toString()
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return { child, output: () => output }
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  'says one line when it listens; %s stops it within a second, even mid-answer',
  async (signal) => {
    const { child, output } = runMain({ SANDBOX_PORT: '0', SANDBOX_API_KEY: 'k', SANDBOX_RECORDINGS: '10' })
    await expect
      .poll(output, { timeout: 5000 })
      .toMatch(/^Sandbox with 10 recordings on http:\/\/127\.0\.0\.1:\d+\/v1\n$/)
    const [origin = ''] = /http:\/\/[\d.:]+/.exec(output()) ?? []
    const call = (path: string, body?: string) =>
      fetch(origin + path, {
        headers: { Authorization: 'Bearer k', 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { method: 'POST', body }),
      })
    await call('/__sandbox/faults', '{"operation":"any","count":1,"failure":{"kind":"hang-before-headers"}}')
    const hanging = expect(call('/v1/recordings')).rejects.toThrow()
    await expect.poll(async () => (await call('/__sandbox/state')).text()).toContain('"struck":1')
    const asked = performance.now()
    child.kill(signal)
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(performance.now() - asked).toBeLessThan(1000)
    await hanging
  },
)

test('a port that is taken: one sentence that says what to do, and exit 1', async () => {
  const blocker = createServer().listen(0, '127.0.0.1')
  await once(blocker, 'listening')
  onTestFinished(() => void blocker.close())
  const address = blocker.address()
  const port = String(typeof address === 'object' ? address?.port : address)
  const { child, output } = runMain({ SANDBOX_PORT: port })
  expect(await once(child, 'exit')).toEqual([1, null])
  expect(output()).toBe(
    `Port ${port} on 127.0.0.1 is taken: stop what listens there, or set SANDBOX_PORT to another.\n`,
  )
})

test('bad settings: all of them named, the key not shown, nothing started', async () => {
  const { child, output } = runMain({
    SANDBOX_PORT: '70000',
    SANDBOX_RECORDINGS: '1000001',
    SANDBOX_API_KEY: 'se cret',
  })
  expect(await once(child, 'exit')).toEqual([1, null])
  for (const name of ['SANDBOX_PORT', 'SANDBOX_RECORDINGS', 'SANDBOX_API_KEY']) expect(output()).toContain(name)
  expect(output()).not.toContain('se cret')
})

test.each([
  ['SANDBOX_PORT', '44o1'],
  ['SANDBOX_PORT', '-1'],
  ['SANDBOX_POINTS_PER_MINUTE', '0'],
  ['SANDBOX_RECORDINGS', '2.5'],
  ['SANDBOX_SEED', 'abc'],
  ['SANDBOX_NOW', 'yesterday'],
  ['SANDBOX_PUBLIC_ORIGIN', 'http://127.0.0.1:4401/'],
  ['SANDBOX_PUBLIC_ORIGIN', 'ftp://127.0.0.1'],
])('%s may not be %j', (name, value) => {
  const loaded = loadConfig({ [name]: value })
  expect(loaded.ok ? [] : loaded.problems).toEqual([expect.stringContaining(name)])
})

test('without any variable the documented defaults hold', () => {
  const loaded = loadConfig({ SANDBOX_PORT: '' })
  expect(loaded).toMatchObject({
    ok: true,
    config: { host: '127.0.0.1', port: 4401, apiKey: 'sandbox-key', pointsPerMinute: 1000, recordings: 2400 },
  })
})
