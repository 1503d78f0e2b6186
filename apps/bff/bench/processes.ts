import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Client } from 'undici'

export interface Process {
  url: string
  /** Processor seconds used so far; null where the system does not tell. */
  cpuSeconds(): number | null
  /** Most resident memory so far. */
  peakMegabytes(): number | null
  stop(): Promise<void>
}

const canPin = spawnSync('taskset', ['-V']).status === 0
const CLOCK_TICKS = 100

/** Starts a server on a core of its own, and waits until it answers. */
export async function start(core: 0 | 1, args: string[], url: string, env: NodeJS.ProcessEnv = {}): Promise<Process> {
  const command = [...(canPin ? ['taskset', '-c', String(core)] : []), process.execPath, ...args]
  const [program = '', ...rest] = command
  const child = spawn(program, rest, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  process.once('exit', () => child.kill('SIGTERM'))
  await untilAnswers(url)
  const read = (file: string) => {
    try {
      return readFileSync(`/proc/${child.pid}/${file}`, 'utf8')
    } catch {
      return null
    }
  }
  return {
    url,
    cpuSeconds() {
      const fields = read('stat')?.split(') ')[1]?.split(' ')
      return fields === undefined ? null : (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS
    },
    peakMegabytes() {
      const peak = /VmHWM:\s+(\d+)/.exec(read('status') ?? '')?.[1]
      return peak === undefined ? null : Number(peak) / 1024
    },
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

async function untilAnswers(url: string): Promise<void> {
  const deadline = Date.now() + 15_000
  for (;;) {
    try {
      await (await fetch(url)).arrayBuffer()
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Milliseconds that each of some requests took, one after another on one connection. */
export async function latencies(client: Client, pathOf: () => string, requests: number): Promise<number[]> {
  const times: number[] = []
  for (let request = 0; request < requests; request += 1) {
    const startedAt = performance.now()
    const { body } = await client.request({ method: 'GET', path: pathOf() })
    await body.arrayBuffer()
    times.push(performance.now() - startedAt)
  }
  return times
}
