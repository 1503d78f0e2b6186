import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

/** JavaScript and CSS that stand between a person and the first row, compressed as they travel. */
const BUDGET = 140_000

const dist = resolve(import.meta.dirname, '../dist')
/** @type {Record<string, { file: string, isEntry?: boolean, imports?: string[], css?: string[] }>} */
const manifest = JSON.parse(readFileSync(resolve(dist, '.vite/manifest.json'), 'utf8'))

/** A chunk and everything it imports before it runs. */
function closure(key, into = new Set()) {
  if (into.has(key)) return into
  into.add(key)
  for (const each of manifest[key]?.imports ?? []) closure(each, into)
  return into
}

// The entry only starts the first answers and then asks for the app: what it asks for counts, what the app asks for does not.
const entry = closure(Object.keys(manifest).find((key) => manifest[key]?.isEntry))
const app = [...entry].flatMap((key) => manifest[key]?.dynamicImports ?? [])
if (app.length === 0) throw new Error('The entry asks for no app: what is measured here has moved.')
const keys = new Set([...entry, ...app.flatMap((key) => [...closure(key)])])
const files = new Set([...keys].flatMap((key) => [manifest[key]?.file, ...(manifest[key]?.css ?? [])]))

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
