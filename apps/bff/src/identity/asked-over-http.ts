import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import type { AppEnv } from '../services.ts'
import type { Identification, Identify } from './principal.ts'

type Lines = [name: string, value: string][]

/** For tests: puts a way of identifying behind a real server, where header lines arrive as somebody wrote them. */
export interface Asked {
  port: number
  ask(lines: Lines, from?: { localAddress?: string }): Promise<Identification>
  close(): Promise<void>
}

export async function askedOverHttp(identify: Identify): Promise<Asked> {
  const app = new Hono<AppEnv>().all('*', async (c) => c.json(await identify(c)))
  const server = createServer(getRequestListener(app.fetch))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    ask: (lines, { localAddress } = {}) =>
      new Promise((resolve, reject) => {
        const host = lines.some(([name]) => name === 'Host') ? [] : ['Host', `127.0.0.1:${port}`]
        const headers = [...host, ...lines.flat(), 'Connection', 'close']
        const calling = request(
          { host: '127.0.0.1', port, headers, ...(localAddress && { localAddress }) },
          (answer) => {
            let body = ''
            answer.on('data', (chunk) => {
              body += chunk
            })
            answer.on('end', () => (answer.statusCode === 200 ? resolve(JSON.parse(body)) : reject(answer.statusCode)))
          },
        )
        calling.on('error', reject).end()
      }),
    async close() {
      server.close()
      await once(server, 'close')
    },
  }
}
