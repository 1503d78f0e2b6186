import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { Client } from 'undici'
import { latencies, type Process, start } from './processes.ts'

/*
 * The list route with every check and the log on, against Express with http-proxy-middleware, in one run: each server on
 * one core, 16 kept-alive connections; load and upstream share the other core. Upstream costs next to nothing.
 */

const CONNECTIONS = 16
/** Just-in-time compilation is not what is measured. */
const WARM_UP_SECONDS = 5
/** In short turns: what disturbs the machine for a while disturbs all of them. */
const SECONDS = Number(process.argv[2] ?? 1)
const ROUNDS = Number(process.argv[3] ?? 12)
const UPSTREAM = 'http://127.0.0.1:4530'
const EXPRESS = 'http://127.0.0.1:4531'
const BFF = 'http://127.0.0.1:4532'
const PLAIN = 'http://127.0.0.1:4533'
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

type Name = 'express' | 'plain' | 'bff'

async function compare(servers: Record<Name, Process>, kind: 'shared' | 'new', target: number): Promise<void> {
  const names: Name[] = ['express', 'plain', 'bff']
  const measured: Record<Name, Measured[]> = { express: [], plain: [], bff: [] }
  for (const name of names) await load(servers[name], kind, WARM_UP_SECONDS)
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of names) measured[name].push(await load(servers[name], kind, SECONDS))
  }
  const perSecond = (name: Name) => median(measured[name].map((round) => round.perSecond))
  const cpu = (name: Name) => median(measured[name].map((round) => round.cpuMicroseconds ?? Number.NaN))
  for (const name of names) {
    const ratios = `${(perSecond(name) / perSecond('express')).toFixed(2)} × by requests, ${(cpu('express') / cpu(name)).toFixed(2)} × by processor time`
    say(
      `${kind} pages, ${name}`.padEnd(22),
      `${perSecond(name).toFixed(0)} requests/s, ${cpu(name).toFixed(0)} µs of processor each: ${ratios}`,
    )
  }
  say(''.padEnd(22), `target of bff: ${target} × Express`)
}

async function compareLatency(): Promise<void> {
  const ways = {
    direct: { client: new Client(UPSTREAM), pathOf: () => '/v1/recordings?limit=50', times: [] as number[] },
    plain: { client: new Client(PLAIN), pathOf: nextPage, times: [] as number[] },
    bff: { client: new Client(BFF), pathOf: nextPage, times: [] as number[] },
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { client, pathOf, times } of Object.values(ways)) times.push(...(await latencies(client, pathOf, 300)))
  }
  const direct = median(ways.direct.times)
  for (const name of ['plain', 'bff'] as const) {
    const through = median(ways[name].times)
    const added = `p50 ${direct.toFixed(2)} ms direct, ${through.toFixed(2)} ms through, added ${(through - direct).toFixed(2)} ms`
    say(`one connection, ${name}`.padEnd(22), name === 'bff' ? `${added} (target 0.3)` : added)
  }
  await Promise.all(Object.values(ways).map(({ client }) => client.close()))
}

function say(...words: string[]): void {
  process.stdout.write(`${words.join(' ')}\n`)
}

const upstream = await start(0, [beside('upstream'), '4530'], `${UPSTREAM}/v1/recordings`)
const express = await start(1, [beside('express-proxy'), '4531', UPSTREAM], `${EXPRESS}${LIST}`)
const plain = await start(1, [beside('plain-proxy'), '4533', UPSTREAM], `${PLAIN}${LIST}`)
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
  await compare({ express, plain, bff }, 'new', 1.5)
  await compare({ express, plain, bff }, 'shared', 3)
  await compareLatency()
  say('memory'.padEnd(22), `peak ${bff.peakMegabytes()?.toFixed(0) ?? '?'} MB resident (target 200)`)
} finally {
  await Promise.all([upstream, express, plain, bff].map((server) => server.stop()))
}
