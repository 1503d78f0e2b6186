import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { beforeAll, expect, test } from 'vitest'
import { serveAssets } from './assets.ts'
import { answerProblem } from './problem.ts'
import type { AppEnv } from './services.ts'

const PAGE = '<!doctype html><title>Reeldesk</title>'
const SCRIPT = 'export const answer = 42'
let app: Hono<AppEnv>

beforeAll(() => {
  const root = mkdtempSync(join(tmpdir(), 'reeldesk-assets-'))
  mkdirSync(join(root, 'assets'))
  writeFileSync(join(root, 'index.html'), PAGE)
  for (const [ending, text] of [
    ['', SCRIPT],
    ['.br', brotliCompressSync(SCRIPT)],
    ['.gz', gzipSync(SCRIPT)],
  ] as const) {
    writeFileSync(join(root, 'assets', `app-1a2b.js${ending}`), text)
  }
  writeFileSync(join(root, '..', 'secret.txt'), 'outside')
  app = new Hono<AppEnv>().all('*', serveAssets(root)).onError((error, c) => answerProblem(c, error))
})

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  app.request(path, { headers, method })

test('a hashed file may be kept for ever', async () => {
  const answer = await get('/assets/app-1a2b.js')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(answer.headers.get('content-type')).toMatch(/^text\/javascript/)
  expect(answer.headers.get('vary')).toBe('Accept-Encoding')
  expect(await answer.text()).toBe(SCRIPT)
})

test.each([
  ['br', brotliDecompressSync],
  ['gzip', gunzipSync],
])('what the build compressed as %s is sent so to who takes it', async (coding, decode) => {
  const answer = await get('/assets/app-1a2b.js', { 'Accept-Encoding': coding })
  expect(answer.headers.get('content-encoding')).toBe(coding)
  expect(decode(Buffer.from(await answer.arrayBuffer())).toString()).toBe(SCRIPT)
})

test('brotli goes before gzip, and a coding refused with q=0 is not sent', async () => {
  const both = await get('/assets/app-1a2b.js', { 'Accept-Encoding': 'gzip, deflate, br;q=0.9' })
  expect(both.headers.get('content-encoding')).toBe('br')
  const neither = await get('/assets/app-1a2b.js', { 'Accept-Encoding': 'br;q=0, gzip;q=0.000' })
  expect(neither.headers.get('content-encoding')).toBeNull()
})

test.each(['/', '/index.html', '/recordings', '/recordings/a56f6ad7-37fe-4a37-9319-3174630ba57a', '/activity'])(
  '%s is the page of the app, asked for anew each time',
  async (path) => {
    const answer = await get(path)
    expect(await answer.text()).toBe(PAGE)
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    const again = await get(path, { 'If-None-Match': answer.headers.get('etag') ?? '' })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
  },
)

test.each([
  '/assets/gone-9z.js',
  '/assets/',
  '/favicon.ico',
  '/assets/app-1a2b.js.map',
  '/assets/app-1a2b.js.br',
  '/assets/../../secret.txt',
  '/..%2fsecret.txt',
  '/secret.txt',
  '/robots.txt',
])('%s is not there, and is not the page either', async (path) => {
  const answer = await get(path)
  expect(answer.status).toBe(404)
  expect(await answer.json()).toMatchObject({ code: 'not_found' })
})

test('nothing is posted to the app', async () => {
  const answer = await get('/recordings', {}, 'POST')
  expect(answer.status).toBe(405)
  expect(answer.headers.get('allow')).toBe('GET, HEAD')
})

test('without a built app there is no page', async () => {
  const bare = new Hono<AppEnv>().all('*', serveAssets(null)).onError((error, c) => answerProblem(c, error))
  expect((await bare.request('/')).status).toBe(404)
})
