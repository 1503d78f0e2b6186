import { createServer as createHttpServer, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { securityHeaders, setSecurityHeaders } from './guard/security-headers.ts'
import type { AppEnv, Services } from './services.ts'

/** Nobody may hold a connection by sending slowly; tokens of large organisations make large headers. */
const LIMITS = {
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 32 * 1024,
}

/** The app behind Node's HTTP server, with the security headers on every answer, also those no route ever sees. */
export function createServer(app: Hono<AppEnv>, { config }: Pick<Services, 'config'>): Server {
  const headers = securityHeaders(config)
  const listener = getRequestListener(app.fetch, {
    errorHandler: () =>
      new Response(JSON.stringify(REFUSED), { status: 400, headers: { 'Content-Type': 'application/problem+json' } }),
  })
  const server = createHttpServer(LIMITS, (incoming, outgoing: ServerResponse) => {
    setSecurityHeaders(outgoing, headers)
    listener(incoming, outgoing)
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    refuse(socket, statusOf(error.code), headers)
  })
  return server
}

const REFUSED = {
  type: 'urn:reeldesk:problem:invalid_request',
  title: 'Invalid request',
  status: 400,
  detail: 'The request is not one this console understands.',
  code: 'invalid_request',
  requestId: '',
}

/** What Node's parser turns away before there is a request. */
function refuse(socket: Socket, status: number, headers: [string, string][]) {
  if (!socket.writable) return void socket.destroy()
  const lines = [...headers.map(([name, value]) => `${name}: ${value}`), 'Connection: close', 'Content-Length: 0']
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n`)
}

function statusOf(code: string | undefined): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 431
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
}
