import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { PlainError } from './plain-error.ts'

/** One of our servers as a process of its own. */
export interface Child {
  name: string
  /** Resolves with the exit code, whoever ended it. */
  ended: Promise<number>
  stop(): Promise<void>
}

const FOLLOW_PARENT = new URL('./follow-parent.js', import.meta.url).href

/** In a process group of its own, so that Ctrl-C reaches `start` alone and things stop in order. */
export function startChild(
  name: string,
  app: string,
  env: NodeJS.ProcessEnv,
  stdout: 'inherit' | 'ignore' = 'inherit',
): Child {
  const entry = fileURLToPath(new URL(`../../${app}/dist/main.js`, import.meta.url))
  const child = spawn(process.execPath, ['--enable-source-maps', '--import', FOLLOW_PARENT, entry], {
    env,
    stdio: ['ignore', stdout, 'inherit', 'ipc'],
    detached: true,
  })
  const ended = new Promise<number>((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1))
    child.once('error', () => resolve(1))
  })
  return { name, ended, stop: () => stopChild(child, ended) }
}

/** SIGTERM, and SIGKILL for one that has not drained after 25 s (the BFF promises 20). */
async function stopChild(child: ChildProcess, ended: Promise<number>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  const patience = setTimeout(() => child.kill('SIGKILL'), 25_000)
  await ended
  clearTimeout(patience)
}

/** Waits until `url` answers 200; fails when the child ends first, which has then said why itself. */
export async function untilReady(child: Child, url: string): Promise<void> {
  let endedWith: number | undefined
  child.ended.then((code) => {
    endedWith = code
  })
  while (endedWith === undefined) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
    await answer?.body?.cancel()
    if (answer?.status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new PlainError(`${child.name} did not start (exit code ${endedWith}).`)
}
