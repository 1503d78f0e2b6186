import { createServer } from 'node:http'

/** An upstream that costs as little as it can: one page of 50, the same for whatever is asked. */
const results = Array.from({ length: 50 }, (_, number) => ({
  recordingId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  roomSessionId: `10000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  roomName: '/brightpath-college-counseling',
  filename: `brightpath-college-counseling-2026-01-01T10:00:${String(number % 60).padStart(2, '0')}.000Z.mp4`,
  startDate: '2026-01-01T10:00:00.000Z',
  endDate: '2026-01-01T10:30:00.000Z',
  sizeInMegaBytes: 120.5 + number,
}))
const page = Buffer.from(JSON.stringify({ results, cursor: '8f4031bfc7640c5f267b11b6fe0c2507' }))

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': page.length }).end(page)
})
server.listen(Number(process.argv[2]), '127.0.0.1', () => process.stdout.write('listening\n'))
