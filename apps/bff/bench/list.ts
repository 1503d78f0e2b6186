import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { medianLatency, type Process, start } from './processes.ts'

/*
 * The list route with every check and the log on, against Express with http-proxy-middleware, in one run: each server on
 * one core, 16 kept-alive connections; load and upstream share the other core. Upstream costs next to nothing.
 */

const CONNECTIONS = 16
const SECONDS = Number(process.argv[2] ?? 4)
const ROUNDS = Number(process.argv[3] ?? 3)
const UPSTREAM = 'http://127.0.0.1:4530'
const EXPRESS = 'http://127.0.0.1:4531'
const BFF = 'http://127.0.0.1:4532'
const LIST = '/api/recordings?limit=50'

const beside = (name: string) => fileURLToPath(new URL(`./${name}.js`, import.meta.url))
const MAIN = process.argv[4] ?? fileURLToPath(new URL('../../../dist/main.js', import.meta.url))

interface Measured {
  perSecond: number
  /** What a request costs the server: holds also where the load was what ran out of breath. */
  cpuMicroseconds: number | null
}

let lastPage = 0
function nextPage(): string {
  lastPage += 1
  return `${LIST}&cursor=page${lastPage}`
}

async function load(server: Process, kind: 'shared' | 'new', seconds: number): Promise<Measured> {
  const cpuBefore = server.cpuSeconds()
  const result = await autocannon({
    url: new URL(server.url).origin,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [kind === 'shared' ? { path: LIST } : { setupRequest: (request) => ({ ...request, path: nextPage() }) }],
  })
  if (result.non2xx + result.errors > 0) throw new Error(`${result.non2xx + result.errors} requests failed`)
  const cpuAfter = server.cpuSeconds()
  const used = cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore
  return {
    perSecond: result.requests.average,
    cpuMicroseconds: used === null ? null : (used / result.requests.total) * 1e6,
  }
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

async function compare(express: Process, bff: Process, kind: 'shared' | 'new', target: number): Promise<void> {
  const rounds: { express: Measured; bff: Measured }[] = []
  for (const server of [express, bff]) await load(server, kind, 2)
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({ express: await load(express, kind, SECONDS), bff: await load(bff, kind, SECONDS) })
  }
  const perSecond = median(rounds.map((round) => round.bff.perSecond / round.express.perSecond))
  const cpu = median(rounds.map((round) => (round.express.cpuMicroseconds ?? 0) / (round.bff.cpuMicroseconds ?? 0)))
  for (const name of ['express', 'bff'] as const) {
    say(
      `${kind} pages, ${name}`.padEnd(22),
      `${median(rounds.map((round) => round[name].perSecond)).toFixed(0)} requests/s,`,
      `${median(rounds.map((round) => round[name].cpuMicroseconds ?? 0)).toFixed(0)} µs of processor each`,
    )
  }
  say(
    `${kind} pages, ratio`.padEnd(22),
    `${perSecond.toFixed(2)} × by requests, ${cpu.toFixed(2)} × by processor time (target ${target} ×)`,
  )
}

function say(...words: string[]): void {
  process.stdout.write(`${words.join(' ')}\n`)
}

const upstream = await start(0, [beside('upstream'), '4530'], `${UPSTREAM}/v1/recordings`)
const express = await start(1, [beside('express-proxy'), '4531', UPSTREAM], `${EXPRESS}${LIST}`)
const bff = await start(1, [MAIN], `${BFF}/healthz`, {
  HOST: '127.0.0.1',
  PORT: '4532',
  AUTH_MODE: 'local',
  WHEREBY_API_URL: `${UPSTREAM}/v1`,
  WHEREBY_API_KEY: 'bench-key',
  // Reading goes on without a database; give one to see that it makes no difference.
  DATABASE_URL: process.env.DATABASE_URL ?? 'postgres://nobody@127.0.0.1:1/nothing',
})

try {
  await compare(express, bff, 'new', 1.5)
  await compare(express, bff, 'shared', 3)
  const direct = await medianLatency(UPSTREAM, () => '/v1/recordings?limit=50', 3_000)
  const through = await medianLatency(BFF, nextPage, 3_000)
  say(
    'one connection'.padEnd(22),
    `p50 ${direct.toFixed(2)} ms direct, ${through.toFixed(2)} ms through, added ${(through - direct).toFixed(2)} ms (target 0.3)`,
  )
  say('memory'.padEnd(22), `peak ${bff.peakMegabytes()?.toFixed(0) ?? '?'} MB resident (target 200)`)
} finally {
  await Promise.all([upstream, express, bff].map((server) => server.stop()))
}
