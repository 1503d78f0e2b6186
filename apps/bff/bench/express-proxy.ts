import { Agent } from 'node:http'
import express from 'express'
import { createProxyMiddleware } from 'http-proxy-middleware'

/** What one would write in ten minutes: Express with http-proxy-middleware on kept-alive connections. Checks and logs nothing. */
const [port, target = ''] = process.argv.slice(2)
const app = express()
app.use(
  '/api',
  createProxyMiddleware({
    target: `${target}/v1`,
    changeOrigin: true,
    agent: new Agent({ keepAlive: true, maxSockets: 64 }),
    headers: { authorization: 'Bearer bench-key' },
  }),
)
app.listen(Number(port), '127.0.0.1', () => process.stdout.write('listening\n'))
