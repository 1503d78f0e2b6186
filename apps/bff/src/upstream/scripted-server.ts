import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Recording } from '@reeldesk/contract'

/** For tests: an upstream on loopback that does to each request what the script says. */
export interface ScriptedServer {
  url: string
  requests: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[]
  /** What to do from now on. */
  script: RequestListener
  close(): Promise<void>
}

export async function startScriptedServer(script: RequestListener): Promise<ScriptedServer> {
  const scripted: ScriptedServer = { url: '', requests: [], script, close: async () => {} }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    scripted.requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body })
    scripted.script(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  scripted.url = `http://127.0.0.1:${port}/v1`
  scripted.close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return scripted
}

export function sendJson(
  response: ServerResponse,
  status: number,
  json: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(json))
}

/** As the vendor sends one, every member set. */
export function recordingOf(number: number): Recording {
  return {
    recordingId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    roomSessionId: `10000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    roomName: '/a-room',
    filename: `a-room-${number}.mp4`,
    startDate: '2026-01-01T10:00:00.000Z',
    endDate: '2026-01-01T10:30:00.000Z',
    sizeInMegaBytes: 12.5,
  }
}
