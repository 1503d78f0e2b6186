import { createServer } from 'node:http'
import { Pool } from 'undici'

/** The least that reads, checks and answers: what this machine and this Node allow. No sign-in, no guards, no log, no cache. */
const [port, target = ''] = process.argv.slice(2)
const pool = new Pool(target, { connections: 64 })

const server = createServer(async (request, response) => {
  const query = request.url?.split('?')[1] ?? ''
  const { body } = await pool.request({ method: 'GET', path: `/v1/recordings?${query}` })
  const page: unknown = await body.json()
  if (typeof page !== 'object' || page === null || !('results' in page) || !Array.isArray(page.results)) {
    response.writeHead(502).end()
    return
  }
  const answer = JSON.stringify(page)
  response
    .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) })
    .end(answer)
})
server.listen(Number(port), '127.0.0.1')
