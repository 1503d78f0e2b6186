import type { Recording, RecordingsPage } from '@reeldesk/contract'
import { type House, openHouse } from './house.ts'
import { freshDatabase, type TestDatabase } from './postgres.ts'
import { type Sandbox, startSandbox } from './sandbox-process.ts'

/** A console before the real sandbox, with a database of its own. */
export interface SandboxedHouse {
  sandbox: Sandbox
  database: TestDatabase
  /** Of the console that is open at the moment. */
  house(): House
  get<T>(path: string, headers?: Record<string, string>): Promise<{ status: number; headers: Headers; body: T }>
  /** All of a list, page after page. */
  listAll(query: string): Promise<Recording[]>
  /** A new console, with settings of its own, before a sandbox as at its start. */
  reopen(env?: Record<string, string>): Promise<void>
  close(): Promise<void>
}

export async function openSandboxedHouse(): Promise<SandboxedHouse> {
  const database = await freshDatabase()
  const sandbox = await startSandbox({ SANDBOX_RECORDINGS: '400' })
  let house = open()

  function open(env: Record<string, string> = {}): House {
    return openHouse({
      databaseUrl: database.url,
      vendorUrl: sandbox.url,
      env: { WHEREBY_API_KEY: sandbox.key, ...env },
    })
  }

  const sandboxed: SandboxedHouse = {
    sandbox,
    database,
    house: () => house,
    async get(path, headers = {}) {
      const answer = await house.app.request(path, { headers })
      return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) }
    },
    async listAll(query) {
      const recordings: Recording[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const from: string = cursor && `&cursor=${cursor}`
        const { body } = await sandboxed.get<RecordingsPage>(`/api/recordings?limit=100${query}${from}`)
        recordings.push(...body.results)
        cursor = body.cursor
      }
      return recordings
    },
    async reopen(env) {
      await house.close()
      await sandbox.recover()
      house = open(env)
      await house.services.store.whenReady()
    },
    async close() {
      await house.close()
      await sandbox.stop()
      await database.drop()
    },
  }
  return sandboxed
}
