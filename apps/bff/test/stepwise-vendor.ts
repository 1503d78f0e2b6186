import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Recording } from '@reeldesk/contract'

export interface Call {
  operation: 'list' | 'get' | 'delete' | 'bulk-delete' | 'link'
  recordingIds: string[]
  /** As it came: tells two consoles apart. */
  key: string
}

export interface Answer {
  status: number
  headers?: Record<string, string>
  json?: unknown
}

/** A vendor in miniature that can be stopped between hearing, acting and answering. */
export interface Vendor {
  url: string
  recordings: Map<string, Recording>
  /** What was asked of it, in order of arrival. */
  heard: Call[]
  /** Recordings that it says 204 for and keeps. */
  stubborn: Set<string>
  /** Called before it acts; an answer from here is given instead. A promise that never ends is a vendor that hangs. */
  before(call: Call): Promise<Answer | undefined>
  /** Called when it has acted and has not answered yet. */
  after(call: Call): Promise<void>
  close(): Promise<void>
}

export async function startVendor(recordings: Recording[]): Promise<Vendor> {
  const vendor: Vendor = {
    url: '',
    recordings: new Map(recordings.map((recording) => [recording.recordingId, recording])),
    heard: [],
    stubborn: new Set(),
    before: async () => undefined,
    after: async () => {},
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  const server = createServer(async (request, response) => {
    const { call, query } = await read(request)
    vendor.heard.push(call)
    const instead = await vendor.before(call)
    const answer = instead ?? act(vendor, call, query)
    if (instead === undefined) await vendor.after(call)
    send(response, answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  vendor.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  return vendor
}

async function read(request: IncomingMessage): Promise<{ call: Call; query: URLSearchParams }> {
  const { pathname, searchParams: query } = new URL(request.url ?? '', 'http://vendor.invalid')
  const key = request.headers.authorization ?? ''
  let body = ''
  for await (const chunk of request) body += chunk
  const [, , , last, link] = pathname.split('/')
  if (request.method === 'POST') return { call: { operation: 'bulk-delete', key, ...JSON.parse(body) }, query }
  if (last === undefined) return { call: { operation: 'list', recordingIds: [], key }, query }
  const operation = request.method === 'DELETE' ? 'delete' : link === undefined ? 'get' : 'link'
  return { call: { operation, recordingIds: [last], key }, query }
}

function act(vendor: Vendor, { operation, recordingIds }: Call, query: URLSearchParams): Answer {
  if (operation === 'list') return { status: 200, json: pageOf(vendor, query) }
  if (operation === 'delete' || operation === 'bulk-delete') {
    for (const recordingId of recordingIds) {
      if (!vendor.stubborn.has(recordingId)) vendor.recordings.delete(recordingId)
    }
    return { status: 204 }
  }
  const recording = vendor.recordings.get(recordingIds[0] ?? '')
  if (recording === undefined) return { status: 404, json: { error: 'Not found' } }
  if (operation === 'get') return { status: 200, json: recording }
  return { status: 200, json: { accessLink: `${vendor.url}/file`, expires: Date.now() + 60_000 } }
}

function pageOf({ recordings }: Vendor, query: URLSearchParams) {
  const roomName = query.get('roomName')
  const all = [...recordings.values()].filter((recording) => roomName === null || recording.roomName === roomName)
  const from = Number(query.get('cursor') ?? 0)
  const to = from + Number(query.get('limit') ?? 50)
  return { results: all.slice(from, to), cursor: to < all.length ? String(to) : null }
}

function send(response: ServerResponse, { status, headers, json }: Answer) {
  response.writeHead(status, { ...(json !== undefined && { 'content-type': 'application/json' }), ...headers })
  response.end(json === undefined ? undefined : JSON.stringify(json))
}
