import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

/** JavaScript and CSS that stand between a person and the first row, compressed as they travel. */
const BUDGET = 140_000

const dist = resolve(import.meta.dirname, '../dist')
/** @type {Record<string, { file: string, isEntry?: boolean, imports?: string[], css?: string[] }>} */
const manifest = JSON.parse(readFileSync(resolve(dist, '.vite/manifest.json'), 'utf8'))
const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry)
const keys = new Set([entry, 'src/app.tsx'].filter((key) => key !== undefined))
const files = new Set()
for (const key of keys) {
  const { file, css = [], imports = [] } = manifest[key] ?? missing(key)
  for (const each of [file, ...css]) files.add(each)
  for (const each of imports) keys.add(each)
}

const sizes = [...files].map((file) => ({ file, bytes: brotliCompressSync(readFileSync(resolve(dist, file))).length }))
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
for (const { file, bytes } of sizes.sort((a, b) => b.bytes - a.bytes)) say(bytes, file)
say(total, `until the first row, of ${kilobytes(BUDGET)} kB (brotli)`)
if (total > BUDGET) {
  process.stderr.write('Over budget: load something later, or do without it.\n')
  process.exitCode = 1
}

function kilobytes(bytes) {
  return (bytes / 1_000).toFixed(1)
}

function say(bytes, what) {
  process.stdout.write(`${kilobytes(bytes).padStart(8)} kB  ${what}\n`)
}

function missing(key) {
  throw new Error(`The manifest has no ${key}: build first (pnpm build).`)
}
