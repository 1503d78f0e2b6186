import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = new URL('../../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8')
const SECURITY = read('SECURITY.md')

/** `file` — *name*, *name* */
const HELD_BY = [...SECURITY.matchAll(/`([\w/.-]+\.(?:test|e2e)\.ts)` — (.+)/g)].flatMap(([, file = '', names = '']) =>
  [...names.matchAll(/\*([^*]+)\*/g)].map(([, name = '']) => ({ file, name })),
)

test.each(HELD_BY)('SECURITY.md names a test that exists: $file, $name', ({ file, name }) => {
  expect(existsSync(fileURLToPath(new URL(file, ROOT)))).toBe(true)
  expect(read(file).replaceAll("\\'", "'")).toContain(name)
})

test('every one of the twenty promises is held by a test', () => {
  const promises = SECURITY.split(/^\d+\. \*\*/m).slice(1)
  const alsoEmphasised = SECURITY.match(/^\d+\. \*+/gm) ?? []
  expect(alsoEmphasised).toHaveLength(20)
  for (const promise of promises) expect(promise).toMatch(/\.(?:test|e2e)\.ts`/)
})
