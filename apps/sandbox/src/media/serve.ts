import type { Context } from 'hono'
import type { Catalogue } from '../recordings/catalogue.ts'
import type { Clip } from './clips.ts'
import type { MediaLinks } from './links.ts'
import { parseRange } from './range.ts'

/** As a storage service answers: XML for errors, byte ranges, shown in place rather than downloaded. */
export function serveMedia(catalogue: Catalogue, links: MediaLinks, clips: ReadonlyMap<string, Clip>) {
  return function getMedia(c: Context): Response {
    const recordingId = c.req.param('recordingId') ?? ''
    if (!links.admits(recordingId, c.req.query('expires'), c.req.query('signature'))) {
      return storageError(403, 'AccessDenied')
    }
    const recording = catalogue.get(recordingId)
    const clip = clips.get(catalogue.roomOf(recordingId)?.clip ?? '')
    if (recording === undefined || clip === undefined) return storageError(404, 'NoSuchKey')

    const { bytes, type, etag } = clip
    const lastModified = new Date(recording.startDate).toUTCString()
    const ifRange = c.req.header('If-Range')
    const isFresh = ifRange === undefined || ifRange === etag || ifRange === lastModified
    const range = parseRange(isFresh ? c.req.header('Range') : undefined, bytes.length)
    const headers = {
      'Accept-Ranges': 'bytes',
      'Content-Type': type,
      'Content-Disposition': 'inline',
      ETag: etag,
      'Last-Modified': lastModified,
    }
    switch (range.kind) {
      case 'unsatisfiable':
        return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${bytes.length}` } })
      case 'whole':
        return new Response(bytes, { headers: { ...headers, 'Content-Length': String(bytes.length) } })
      case 'part':
        return new Response(bytes.subarray(range.first, range.last + 1), {
          status: 206,
          headers: {
            ...headers,
            'Content-Length': String(range.last - range.first + 1),
            'Content-Range': `bytes ${range.first}-${range.last}/${bytes.length}`,
          },
        })
    }
  }
}

const storageError = (status: number, code: string) =>
  new Response(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`, {
    status,
    headers: { 'Content-Type': 'application/xml' },
  })
