import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

/**
 * The browser for the tests: CHROMIUM_PATH, then one on the PATH, then Playwright's own. On Debian as root a missing
 * one is installed; elsewhere the person is told what to do. Remembered in the environment for the worker processes.
 */
export function findBrowser(): string {
  const path = chosen() ?? onPath() ?? ownOfPlaywright() ?? installed()
  if (!path)
    throw new Error(
      'No browser for the tests. Set CHROMIUM_PATH, or install Chromium, or run `npx -y pnpm@10.34.9 exec playwright install chromium`.',
    )
  process.env.CHROMIUM_PATH = path
  return path
}

const chosen = () => process.env.CHROMIUM_PATH || undefined

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable)
}

function ownOfPlaywright(): string | undefined {
  const path = chromium.executablePath()
  return path && existsSync(path) ? path : undefined
}

function installed(): string | undefined {
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version')
  if (!isDebianRoot) return undefined
  process.stdout.write('Installing chromium for the browser tests …\n')
  spawnSync('apt-get', ['update'], { stdio: 'ignore' })
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  })
  return onPath()
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
