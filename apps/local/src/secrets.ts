import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The key of the trail's hash chain lives beside the database, not in it. Returns the file's path. */
export async function auditKeyFile(dataDir: string): Promise<string> {
  const path = join(dataDir, 'audit.key')
  await secretIn(path)
  return path
}

/** Reads a secret, or makes one at the first start: 256 random bits, readable by its owner alone. */
export async function secretIn(path: string): Promise<string> {
  await mkdir(join(path, '..'), { recursive: true })
  try {
    await writeFile(path, `${randomBytes(32).toString('hex')}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return (await readFile(path, 'utf8')).trim()
}
