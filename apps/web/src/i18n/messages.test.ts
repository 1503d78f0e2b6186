import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const files = (folder: string, ending: RegExp) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file) && !file.includes('paraglide'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'))

const catalogue = files('messages/en', /\.json$/).map((text): Record<string, unknown> => JSON.parse(text))
const source = files('src', /\.tsx?$/).join('\n')

test('every message is said somewhere: what is missing is a type error, what is left over is this', () => {
  const said = new Set([...source.matchAll(/\bm\.(\w+)/g)].map(([, name]) => name))
  expect(catalogue.flatMap(Object.keys).filter((name) => !said.has(name))).toEqual([])
})

test('no message is in two files', () => {
  const names = catalogue.flatMap(Object.keys)
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
})

test('words stay calm: no exclamation marks, no “successfully”, no “oops”', () => {
  expect(JSON.stringify(catalogue)).not.toMatch(/!|successfully|oops/i)
})
