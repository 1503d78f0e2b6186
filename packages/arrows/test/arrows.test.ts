import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const BIOME = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome')

/** One breach per arrow: where it stands, what it does, and what the lint tells its author to do instead. */
const BREACHES = [
  ['packages/contract/src/a.ts', "import '@reeldesk/web'", 'Move what both sides need into packages/contract'],
  ['packages/contract/src/b.ts', "import '../../../apps/bff/src/app.ts'", 'The contract imports nothing of ours'],
  ['apps/web/src/recordings/c.ts', "import '@reeldesk/bff'", 'Apps never import apps'],
  ['apps/bff/src/recordings/d.ts', "import '../../../web/src/api/client.ts'", 'Apps never import apps'],
  ['apps/sandbox/src/e.ts', "import '@reeldesk/contract'", "independent reading of the vendor's document"],
  ['apps/local/src/f.ts', "import '../../../packages/contract/src/index.ts'", 'local only starts processes'],
  ['apps/bff/src/upstream/g.ts', "import { Hono } from 'hono'", 'do not know that Hono exists'],
  ['apps/bff/src/store/h.ts', "import 'hono/cookie'", 'do not know that Hono exists'],
  ['apps/bff/src/upstream/i.ts', "import '../recordings/routes.ts'", 'Features use upstream/, store/ and telemetry/'],
  ['apps/bff/src/store/j.ts', "import '../deletions/deletions.ts'", 'Features use upstream/, store/ and telemetry/'],
  ['apps/bff/src/telemetry/k.ts', "import '../audit/trail.ts'", 'never the other way round'],
  ['apps/bff/src/deletions/l.ts', "import '../app.ts'", 'main and app compose the features'],
  ['apps/bff/src/deletions/m.ts', 'export const port = process.env.PORT', 'process.env'],
  ['apps/web/src/deletions/n.ts', "import '../routes/deletions.tsx'", 'Routes import features'],
  ['apps/web/src/ui/o.tsx', "import '../recordings/page.tsx'", 'ui, lib and api know no feature'],
  ['apps/web/src/lib/p.ts', "import '../session/session.ts'", 'ui, lib and api know no feature'],
  ['apps/web/src/api/q.ts', "import '../activity/queries.ts'", 'ui, lib and api know no feature'],
] as const

/** The same shapes where they are allowed: the rules must not cry wolf. */
const ALLOWED = [
  ['apps/web/src/recordings/allowed.ts', "import '@reeldesk/contract'\nimport '../ui/button.tsx'"],
  ['apps/web/src/routes/allowed.tsx', "import '../recordings/page.tsx'"],
  [
    'apps/bff/src/recordings/allowed.ts',
    "import 'hono'\nimport '../upstream/client.ts'\nimport '../store/database.ts'",
  ],
  ['apps/bff/src/config.ts', 'export const port = process.env.PORT'],
] as const

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reeldesk-arrows-'))
  cpSync(join(ROOT, 'biome.json'), join(folder, 'biome.json'))
  for (const [path, source] of [...BREACHES, ...ALLOWED]) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), `${source}\n`)
  }
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function lint(path: string): { status: number | null; said: string } {
  const args = [BIOME, 'lint', '--vcs-enabled=false', '--colors=off', path]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
  return { status, said: `${stdout}${stderr}`.replaceAll(/\s+/g, ' ') }
}

test.each(BREACHES)('%s: %s is refused, with what to do instead', (path, _source, advice) => {
  const { status, said } = lint(path)
  expect(status).toBe(1)
  expect(said).toContain(advice)
})

test.each(ALLOWED)('%s may do what it does', (path) => {
  expect(lint(path)).toMatchObject({ status: 0 })
})
