import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Handler } from 'hono'
import { getMimeType } from 'hono/utils/mime'
import { ProblemError } from './problem.ts'
import type { AppEnv } from './services.ts'

interface Asset {
  type: string
  cacheControl: string
  etag: string
  /** By content coding; `identity` is always there. */
  bodies: Map<string, Uint8Array<ArrayBuffer>>
}

const CODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const
const IMMUTABLE = 'public, max-age=31536000, immutable'

/**
 * The built web app, read once: an address is looked up among the files that exist, never joined to a path.
 * Missing files are 404; any other address is a place inside the app and gets its page.
 */
export function serveAssets(webRoot: string | null): Handler<AppEnv> {
  const assets = webRoot === null ? new Map<string, Asset>() : readAssets(webRoot)
  return (c) => {
    const { path, method } = c.req
    const asset = assets.get(path) ?? (isFile(path) ? undefined : assets.get('/index.html'))
    if (asset === undefined) throw new ProblemError('not_found')
    if (method !== 'GET' && method !== 'HEAD') {
      c.header('Allow', 'GET, HEAD')
      throw new ProblemError('method_not_allowed')
    }

    c.header('Cache-Control', asset.cacheControl)
    c.header('ETag', asset.etag)
    c.header('Vary', 'Accept-Encoding')
    if (isAmong(c.req.header('If-None-Match'), asset.etag)) return c.body(null, 304)
    const [coding, body] = chooseBody(asset, c.req.header('Accept-Encoding') ?? '')
    if (coding !== 'identity') c.header('Content-Encoding', coding)
    c.header('Content-Type', asset.type)
    return c.body(body)
  }
}

function readAssets(webRoot: string): Map<string, Asset> {
  const files = readdirSync(webRoot, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const known = new Set(files)
  const assets = new Map<string, Asset>()
  for (const file of files) {
    if (CODINGS.some(([, ending]) => file.endsWith(ending) && known.has(file.slice(0, -ending.length)))) continue
    const address = `/${relative(webRoot, file).split(sep).join('/')}`
    const plain = readFileSync(file)
    const bodies = new Map<string, Uint8Array<ArrayBuffer>>()
    for (const [coding, ending] of CODINGS) {
      if (known.has(file + ending)) bodies.set(coding, new Uint8Array(readFileSync(file + ending)))
    }
    assets.set(address, {
      type: getMimeType(file) ?? 'application/octet-stream',
      cacheControl: address.startsWith('/assets/') ? IMMUTABLE : 'no-cache',
      etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
      bodies: bodies.set('identity', new Uint8Array(plain)),
    })
  }
  return assets
}

/** The build puts every hashed file under /assets; a last part with an ending is a file, too. */
function isFile(path: string): boolean {
  return path.startsWith('/assets/') || /\.[A-Za-z0-9]{1,8}$/.test(path)
}

/** RFC 9110, 12.5.3: codings refused with `q=0` are not sent. */
function chooseBody({ bodies }: Asset, acceptEncoding: string): [string, Uint8Array<ArrayBuffer>] {
  const accepted = acceptEncoding.split(',').flatMap((part) => {
    const [coding = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
    return parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter)) ? [] : [coding]
  })
  for (const [coding, body] of bodies) if (coding === 'identity' || accepted.includes(coding)) return [coding, body]
  throw new ProblemError('internal')
}

function isAmong(ifNoneMatch: string | undefined, etag: string): boolean {
  return ifNoneMatch?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) ?? false
}
