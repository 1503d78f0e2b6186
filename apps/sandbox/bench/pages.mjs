// Times list pages of the built sandbox over loopback HTTP, one call at a time, and reads the process's memory.
// Run with: pnpm --filter @reeldesk/sandbox bench
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const ORDERS = ['roomName', 'startDate', 'duration', 'sizeInMegaBytes'].flatMap((field) => [
  `${field}:asc`,
  `${field}:desc`,
])
const ROOM = 'acme-dr-okafor'
const headers = { Authorization: 'Bearer bench' }
const say = (line) => process.stdout.write(`${line}\n`)
const grouped = (count) => count.toLocaleString('en-US')

async function start(recordings) {
  const asked = performance.now()
  const child = spawn(process.execPath, [join(import.meta.dirname, '../dist/main.js')], {
    env: {
      SANDBOX_PORT: '0',
      SANDBOX_API_KEY: 'bench',
      SANDBOX_POINTS_PER_MINUTE: '1000000000',
      SANDBOX_RECORDINGS: String(recordings),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(child.stdout, 'data')
  const [url] = /http:\S+/.exec(String(line)) ?? []
  return {
    url,
    startedMs: performance.now() - asked,
    peakMegaBytes: () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    stop: async () => {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

async function timed(url, parameters) {
  const asked = performance.now()
  const response = await fetch(`${url}/recordings?${new URLSearchParams(parameters)}`, { headers })
  const page = await response.json()
  if (!response.ok) throw new Error(page.error)
  return { page, ms: performance.now() - asked }
}

/** Follows the cursors for at most `pages` pages and tells how long each took. */
async function walk(url, parameters, pages) {
  const times = []
  let cursor = null
  do {
    const { page, ms } = await timed(url, cursor === null ? parameters : { ...parameters, cursor })
    times.push(ms)
    cursor = page.cursor
  } while (cursor !== null && times.length < pages)
  return times
}

function tell(what, times) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2)
  say(
    `  ${what.padEnd(44)} ${String(times.length).padStart(5)} pages  p50 ${at(0.5)} ms  p99 ${at(0.99)} ms  max ${at(1)} ms`,
  )
}

async function measure(recordings, deepest) {
  const { url, startedMs, peakMegaBytes, stop } = await start(recordings)
  say(`${grouped(recordings)} recordings: listening after ${Math.round(startedMs)} ms`)
  await walk(url, { limit: '100' }, 50)
  for (const sortBy of ORDERS) {
    const times = await walk(url, { sortBy, limit: '100' }, deepest)
    tell(`${sortBy}, to depth ${grouped(times.length * 100)}`, times)
  }
  const filtered = []
  for (const sortBy of ORDERS) filtered.push(...(await walk(url, { sortBy, roomName: ROOM, limit: '20' }, 40)))
  tell(`roomName=${ROOM}, every order`, filtered)
  say(`  peak resident memory ${Math.round(peakMegaBytes())} MB`)
  await stop()
}

await measure(100_000, 1000)
await measure(1_000_000, 200)
