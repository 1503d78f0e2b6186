import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { recordingOf, type ScriptedServer, sendJson, startScriptedServer } from '../src/upstream/scripted-server.ts'
import { freePort, type House, openHouse } from './house.ts'
import { freshDatabase, type TestDatabase } from './postgres.ts'

/** A console that serves on loopback, with a web app of one page and one script, before an upstream that agrees to everything. */
export interface ServedHouse {
  url: string
  house: House
  database: TestDatabase
  upstream: ScriptedServer
  close(): Promise<void>
}

export async function serveHouse(): Promise<ServedHouse> {
  const database = await freshDatabase()
  const upstream = await startScriptedServer((request, response) => {
    if (request.method !== 'GET') response.writeHead(204).end()
    else if (request.url?.includes('access-link')) {
      sendJson(response, 200, { accessLink: 'https://media.example/1.mp4?sig=1', expires: Date.now() + 60_000 })
    } else if (request.url?.startsWith('/v1/recordings/')) sendJson(response, 200, recordingOf(1))
    else sendJson(response, 200, { results: [recordingOf(1)], cursor: null })
  })
  const port = await freePort()
  const house = openHouse({
    databaseUrl: database.url,
    vendorUrl: upstream.url,
    env: { PORT: String(port), WEB_ROOT: builtWebApp(), MEDIA_ORIGINS: 'https://media.example' },
  })
  await house.services.store.whenReady()
  await house.listen()
  return {
    url: `http://127.0.0.1:${port}`,
    house,
    database,
    upstream,
    async close() {
      await house.close()
      await upstream.close()
      await database.drop()
    },
  }
}

function builtWebApp(): string {
  const webRoot = mkdtempSync(join(tmpdir(), 'reeldesk-web-'))
  mkdirSync(join(webRoot, 'assets'))
  writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>Reeldesk</title>')
  writeFileSync(join(webRoot, 'assets', 'app-1a.js'), 'export {}')
  return webRoot
}
