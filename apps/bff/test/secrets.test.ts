import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AccessLink, type RecordingsPage } from '@reeldesk/contract'
import { expect, onTestFinished, type TestContext, test } from 'vitest'
import { startReady } from './bff.ts'
import { freePort } from './house.ts'
import { freshDatabase, type TestDatabase } from './postgres.ts'
import { startSandbox } from './sandbox-process.ts'
import { environmentFor, PEOPLE, signIn } from './sso/oidc-house.ts'
import { clientOf, startProvider } from './sso/provider.ts'
import { createVisitor } from './sso/visitor.ts'

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url))
const WEB = fileURLToPath(new URL('../../web/dist', import.meta.url))
const ACT = { 'X-Requested-By': 'reeldesk' }
const JSON_ACT = { ...ACT, 'Content-Type': 'application/json' }
/** Anything that looks like a signed token. */
const TOKEN = /eyJ[\w-]{10,}\.[\w-]+/

/** Everything one console said to anybody, and everything it kept. */
type Remains = Record<'answers' | 'log' | 'rows', string[]>

/** Signs in, does all there is to do, lets much of it fail, signs out; the secrets that were in play are returned beside. */
async function liveThrough(context: TestContext): Promise<{ secrets: Record<string, string>; remains: Remains }> {
  const sandbox = await startSandbox({ SANDBOX_RECORDINGS: '50' })
  onTestFinished(() => sandbox.stop())
  const database = await freshDatabase()
  onTestFinished(() => database.drop())
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const provider = await startProvider({ people: PEOPLE, clients: [clientOf(origin)] })
  onTestFinished(() => provider.close())
  const env: Record<string, string> = {
    ...environmentFor(provider),
    ROLE_ADMIN_GROUPS: 'Recording Managers',
    PORT: String(port),
    PUBLIC_ORIGIN: origin,
    WHEREBY_API_KEY: sandbox.key,
    AUDIT_KEY: 'the-audit-key-nobody-may-see',
    METRICS_TOKEN: 'the-metrics-token-nobody-may-see',
    LOG_LEVEL: 'trace',
  }
  const bff = await startReady(context, { databaseUrl: database.url, vendorUrl: sandbox.url, env })

  const visitor = createVisitor()
  const answers: string[] = []
  const say = async (path: string, init: RequestInit = {}): Promise<string> => {
    const answer = await visitor.fetch(origin + path, init)
    const body = await answer.text()
    answers.push(`${path.split('?')[0]} ${answer.status} ${JSON.stringify([...answer.headers])} ${body}`)
    return body
  }
  const post = (path: string, json: unknown) =>
    say(path, { method: 'POST', headers: JSON_ACT, body: JSON.stringify(json) })

  await signIn(visitor, `${origin}/recordings`, 'ada')
  const cookie = visitor.cookies(origin).get('reeldesk-session') ?? ''
  const { results }: RecordingsPage = JSON.parse(await say('/api/recordings?limit=20'))
  const [first, second, third, fourth] = results.map(({ recordingId }) => `/api/recordings/${recordingId}`)
  if (first === undefined || second === undefined) throw new Error('the sandbox is empty')

  // The one answer that may hold a link, so it is not among those that are searched.
  const linkOf = async (query: string) => {
    const answer = await visitor.fetch(`${origin}${first}/access-link${query}`, { headers: ACT })
    return new URL(AccessLink.parse(await answer.json()).accessLink)
  }
  const links = [await linkOf('?purpose=play'), await linkOf('?validForSeconds=60')]

  const token = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJyb290In0.c2lnbmF0dXJl'
  for (const path of ['/', '/api/session', first, '/api/deletions', '/api/unknown', '/healthz', '/readyz'])
    await say(path)
  for (const Authorization of ['Bearer the-metrics-token-nobody-may-see', 'Bearer wrong', `Bearer ${token}`])
    await say('/metrics', { headers: { Authorization } })
  await say(`/auth/callback?code=code-nobody-may-see&state=state-nobody-may-see`)
  await say('/auth/backchannel-logout', { method: 'POST', body: new URLSearchParams({ logout_token: token }) })
  await post('/api/recordings/export', { recordingIds: results.slice(0, 3).map(({ recordingId }) => recordingId) })
  await post('/api/recordings/bulk-delete', { recordingIds: results.slice(5, 8).map(({ recordingId }) => recordingId) })
  await say(second, { method: 'DELETE', headers: ACT })
  for (const failure of [
    { kind: 'status', status: 401 },
    { kind: 'html' },
    { kind: 'foreign-link', origin: 'https://evil.example' },
  ]) {
    await sandbox.fail('any', failure)
    for (const path of [`${first}/access-link`, third ?? '', '/api/recordings?sortBy=startDate:asc'])
      await say(path, { headers: ACT })
    if (fourth) await say(fourth, { method: 'DELETE', headers: ACT })
  }
  await sandbox.recover()
  for (const path of ['/api/audit?limit=100', '/api/audit.csv', '/api/deletions?limit=100']) await say(path)
  await say('/auth/logout', { method: 'POST', headers: ACT })
  await say('/api/session')

  const rows = await rowsOf(database)
  expect(await bff.stop()).toBe(0)
  const secrets = {
    "the vendor's key": sandbox.key,
    "the client's secret": env.OIDC_CLIENT_SECRET ?? '',
    'what seals tickets': env.SESSION_SECRET ?? '',
    "the trail's key": env.AUDIT_KEY ?? '',
    'the token of the metrics': env.METRICS_TOKEN ?? '',
    'the session': cookie,
    'a code of the provider': 'code-nobody-may-see',
    'a state': 'state-nobody-may-see',
    'what signs a link to play': links[0]?.search ?? '',
    'what signs a link to share': links[1]?.search ?? '',
  }
  return { secrets, remains: { answers, log: bff.lines, rows } }
}

async function rowsOf(database: TestDatabase): Promise<string[]> {
  const { rows: tables } = await database.query(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  )
  const rows: string[] = []
  for (const { name } of tables) {
    const found = await database.query(`select row_to_json(t)::text as row from ${name} t`)
    rows.push(...found.rows.map(({ row }): string => `${name} ${row}`))
  }
  return rows
}

test('after a life of everything there is to do no secret is in any log line, answer or row of the database', async (context) => {
  const { secrets, remains } = await liveThrough(context)
  for (const [what, secret] of Object.entries(secrets)) expect([what, secret.length > 10]).toEqual([what, true])
  for (const [where, lines] of Object.entries(remains)) {
    expect([where, lines.length > 20]).toEqual([where, true])
    const found = lines.flatMap((line) => {
      const named = Object.entries(secrets).filter(
        ([, secret]) => line.includes(secret) || line.includes(encodeURIComponent(secret)),
      )
      const what = [...named.map(([name]) => name), ...(TOKEN.test(line) ? ['a token'] : [])]
      return what.map((name) => `${name} in ${where}: ${line.slice(0, 300)}`)
    })
    expect(found).toEqual([])
  }
})

test('what the program says of its settings holds none, right or wrong', async () => {
  const env = {
    PATH: process.env.PATH,
    WHEREBY_API_KEY: 'the-vendor-key-nobody-may-see',
    DATABASE_URL: 'postgres://desk:nobody-may-see@127.0.0.1:1/desk',
    AUTH_MODE: 'oidc',
    OIDC_ISSUER: 'https://idp.example',
    OIDC_CLIENT_ID: 'reeldesk',
    OIDC_CLIENT_SECRET: 'the-client-secret-nobody-may-see',
    SESSION_SECRET: 'the-session-secret-nobody-may-see',
    METRICS_TOKEN: 'the-metrics-token-nobody-may-see',
    AUDIT_KEY: 'the-audit-key-nobody-may-see',
  }
  for (const [changes, code] of [
    [{}, 0],
    [{ PORT: 'x', WHEREBY_API_KEY: 'two words nobody-may-see' }, 1],
  ] as const) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, '--check-config'], {
      env: { ...env, ...changes },
      encoding: 'utf8',
    })
    expect([status, (stdout + stderr).includes('WHEREBY_API_KEY')]).toEqual([code, true])
    expect(stdout + stderr).not.toContain('nobody-may-see')
  }
})

test.skipIf(!existsSync(WEB))('the built web app names no setting of the server', () => {
  const files = readdirSync(WEB, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const texts = files
    .filter(({ name }) => /\.(?:js|css|html|map)$/.test(name))
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
  expect(texts.length).toBeGreaterThan(2)
  const secret =
    /SESSION_SECRET|DATABASE_URL|OIDC_CLIENT_SECRET|AUDIT_KEY|PROXY_SHARED_SECRET|sandbox-key|process\.env\./
  expect(texts.flatMap((text) => secret.exec(text)?.[0] ?? [])).toEqual([])
})
