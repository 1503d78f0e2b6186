import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const LOOK_EVERY_MS = 250

/**
 * npx passes a SIGTERM on to its shell and no further: pnpm and everything below would go on without it. So what npx
 * started watches that shell, the parent of pnpm, and stops when it is gone.
 */
export function whenLauncherEnds(npmExecPath: string | undefined, stop: () => void): void {
  if (!npmExecPath?.includes('_npx')) return
  const shell = parentOf(process.ppid)
  if (shell === undefined) return
  setInterval(() => {
    // A process whose launcher was gone before it looked has been given to process 1.
    if (shell === 1 || !isAlive(shell)) stop()
  }, LOOK_EVERY_MS).unref()
}

function parentOf(pid: number): number | undefined {
  const parent = Number.parseInt(
    fromProc(pid) ?? spawnSync('ps', ['-o', 'ppid=', '-p', `${pid}`]).stdout?.toString(),
    10,
  )
  return Number.isInteger(parent) ? parent : undefined
}

/** Linux: the fourth field, after a name in parentheses that may hold anything. */
function fromProc(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
