import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeConfig, loadConfig } from './config.ts'

const KEY = 'key-that-nobody-may-see'
const LOCAL = { WHEREBY_API_KEY: KEY, DATABASE_URL: 'postgres://desk:dbpass@db/desk', AUTH_MODE: 'local' }
const JWT = {
  ...LOCAL,
  AUTH_MODE: 'proxy-jwt',
  AUTH_JWT_HEADER: 'X-Assertion',
  AUTH_JWT_ISSUER: 'https://idp.example',
  AUTH_JWT_AUDIENCE: 'reeldesk',
  AUTH_JWT_JWKS_URL: 'https://idp.example/keys',
  ROLE_ADMIN_GROUPS: 'admins',
}
const HEADER = {
  ...LOCAL,
  AUTH_MODE: 'proxy-header',
  TRUSTED_PROXY_CIDRS: '10.0.0.0/8, ::1',
  PROXY_SHARED_SECRET: 'said-by-the-proxy-alone',
  ROLE_ADMIN_GROUPS: 'admins',
}
const OIDC = {
  ...LOCAL,
  AUTH_MODE: 'oidc',
  OIDC_ISSUER: 'https://idp.example',
  OIDC_CLIENT_ID: 'reeldesk',
  OIDC_CLIENT_SECRET: 'client-secret-that-nobody-may-see',
  SESSION_SECRET: 'session-secret-of-more-than-32-characters',
  ROLE_ADMIN_GROUPS: 'admins',
}

function config(env: NodeJS.ProcessEnv) {
  const loaded = loadConfig(env)
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
  return loaded.config
}

function problems(env: NodeJS.ProcessEnv): string[] {
  const loaded = loadConfig(env)
  return loaded.ok ? [] : loaded.problems
}

function warnings(env: NodeJS.ProcessEnv): string[] {
  const loaded = loadConfig(env)
  return loaded.ok ? loaded.warnings : []
}

test('what is not said has its default', () => {
  expect(config(LOCAL)).toMatchObject({
    host: '127.0.0.1',
    port: 4400,
    publicOrigin: 'http://127.0.0.1:4400',
    upstream: { url: 'https://api.whereby.dev/v1', key: KEY, isLoopback: false },
    auth: { mode: 'local' },
    deletions: { graceSeconds: 10, verifySeconds: 600, perMinute: 60 },
    links: { perMinute: 120, maxSeconds: { viewer: 0, operator: 43_200, manager: 43_200, admin: 43_200 } },
    mediaOrigins: ['https://s3.eu-central-1.amazonaws.com'],
    auditKey: null,
    metricsToken: null,
    logLevel: 'info',
  })
  expect(config(OIDC).auth).toMatchObject({ sessionIdleSeconds: 1800, sessionMaxSeconds: 36_000 })
})

test('an empty variable is one that is not set', () => {
  expect(config({ ...LOCAL, PORT: '', MEDIA_ORIGINS: ' ' })).toEqual(config(LOCAL))
})

test('everything that is missing is said at once', () => {
  const said = problems({}).join('\n')
  for (const name of ['WHEREBY_API_KEY', 'DATABASE_URL', 'AUTH_MODE']) expect(said).toContain(`${name} is not set`)
  const ofAssertions = problems({ ...LOCAL, AUTH_MODE: 'proxy-jwt' }).join('\n')
  for (const name of ['HEADER', 'ISSUER', 'AUDIENCE', 'JWKS_URL'])
    expect(ofAssertions).toContain(`AUTH_JWT_${name} is not set`)
})

test('a misspelt setting is named beside what is missing without it', () => {
  const said = problems({ ...JWT, AUTH_JWT_ISSUER: '', AUTH_JWT_ISUER: 'https://idp.example' }).join('\n')
  expect(said).toContain('AUTH_JWT_ISSUER is not set')
  expect(said).toContain('AUTH_JWT_ISUER is set but means nothing')
})

test.each([
  ['a key with a space in it', { ...LOCAL, WHEREBY_API_KEY: 'two words' }, 'WHEREBY_API_KEY'],
  ['a key with a line break in it', { ...LOCAL, WHEREBY_API_KEY: 'key\n' }, 'WHEREBY_API_KEY'],
  ['a key that is not ASCII', { ...LOCAL, WHEREBY_API_KEY: 'schlüssel' }, 'WHEREBY_API_KEY'],
  ['upstream over http elsewhere', { ...LOCAL, WHEREBY_API_URL: 'http://api.example/v1' }, 'WHEREBY_API_URL'],
  ['upstream with credentials', { ...LOCAL, WHEREBY_API_URL: 'https://a:b@api.example' }, 'WHEREBY_API_URL'],
  ['upstream with a query', { ...LOCAL, WHEREBY_API_URL: 'https://api.example/?x' }, 'WHEREBY_API_URL'],
  ['upstream with a bare question mark', { ...LOCAL, WHEREBY_API_URL: 'https://api.example/?' }, 'WHEREBY_API_URL'],
  ['upstream with a fragment', { ...LOCAL, WHEREBY_API_URL: 'https://api.example/#x' }, 'WHEREBY_API_URL'],
  ['upstream that is a file', { ...LOCAL, WHEREBY_API_URL: 'file:///etc/passwd' }, 'WHEREBY_API_URL'],
  ['upstream that is no address', { ...LOCAL, WHEREBY_API_URL: 'api.example' }, 'WHEREBY_API_URL'],
  ['another kind of database', { ...LOCAL, DATABASE_URL: 'mysql://db' }, 'DATABASE_URL'],
  ['a port that is none', { ...LOCAL, PORT: '70000' }, 'PORT'],
  ['a number with letters', { ...LOCAL, DELETE_GRACE_SECONDS: '10s' }, 'DELETE_GRACE_SECONDS'],
  ['a negative number', { ...LOCAL, DELETE_GRACE_SECONDS: '-1' }, 'DELETE_GRACE_SECONDS'],
  ['an undo window above 30 days', { ...LOCAL, DELETE_GRACE_SECONDS: '2592001' }, 'DELETE_GRACE_SECONDS'],
  ['links that live longer than the vendor lets them', { ...LOCAL, LINK_MAX_SECONDS_ADMIN: '43201' }, 'LINK_MAX'],
  ['an origin with a path', { ...LOCAL, PUBLIC_ORIGIN: 'https://desk.example/app' }, 'PUBLIC_ORIGIN'],
  ['an origin over http elsewhere', { ...LOCAL, PUBLIC_ORIGIN: 'http://desk.example' }, 'PUBLIC_ORIGIN'],
  ['media over http elsewhere', { ...LOCAL, MEDIA_ORIGINS: 'http://media.example' }, 'MEDIA_ORIGINS'],
  ['media on loopback with the vendor', { ...LOCAL, MEDIA_ORIGINS: 'http://127.0.0.1:9' }, 'MEDIA_ORIGINS'],
  ['media on any host of a domain', { ...LOCAL, MEDIA_ORIGINS: 'https://*.media.example' }, 'MEDIA_ORIGINS'],
  ['media anywhere', { ...LOCAL, MEDIA_ORIGINS: '*' }, 'MEDIA_ORIGINS'],
  ['a mode nobody knows', { ...LOCAL, AUTH_MODE: 'none' }, 'AUTH_MODE'],
  ['local beyond loopback', { ...LOCAL, HOST: '0.0.0.0', PUBLIC_ORIGIN: 'https://desk.example' }, 'AUTH_MODE=local'],
  ['local in production', { ...LOCAL, NODE_ENV: 'production' }, 'AUTH_MODE=local'],
  ['a listen address of all without an origin', { ...JWT, HOST: '0.0.0.0' }, 'PUBLIC_ORIGIN'],
  ['a log level nobody knows', { ...LOCAL, LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  ['a web app that is not there', { ...LOCAL, WEB_ROOT: '/nowhere' }, 'WEB_ROOT'],
  ['a trail key anybody guesses', { ...LOCAL, AUDIT_KEY: 'short' }, 'AUDIT_KEY'],
  ['assertions that need no signature', { ...JWT, AUTH_JWT_ALGS: 'RS256,none' }, 'AUTH_JWT_ALGS'],
  ['assertions under a shared secret', { ...JWT, AUTH_JWT_ALGS: 'HS256' }, 'AUTH_JWT_ALGS'],
  ['assertions for anybody', { ...JWT, AUTH_JWT_AUDIENCE: '' }, 'AUTH_JWT_AUDIENCE'],
  ['keys over http elsewhere', { ...JWT, AUTH_JWT_JWKS_URL: 'http://idp.example/keys' }, 'AUTH_JWT_JWKS_URL'],
  ['a header that is none', { ...JWT, AUTH_JWT_HEADER: 'X Assertion' }, 'AUTH_JWT_HEADER'],
  ['plain headers from anywhere', { ...HEADER, TRUSTED_PROXY_CIDRS: '' }, 'TRUSTED_PROXY_CIDRS'],
  ['plain headers from everybody', { ...HEADER, TRUSTED_PROXY_CIDRS: '0.0.0.0/0' }, 'TRUSTED_PROXY_CIDRS'],
  ['a network that is none', { ...HEADER, TRUSTED_PROXY_CIDRS: '10.0.0/8' }, 'TRUSTED_PROXY_CIDRS'],
  ['plain headers without a secret', { ...HEADER, PROXY_SHARED_SECRET: '' }, 'PROXY_SHARED_SECRET'],
  ['plain headers with a short secret', { ...HEADER, PROXY_SHARED_SECRET: 'abc' }, 'PROXY_SHARED_SECRET'],
  ['one header for two things', { ...HEADER, AUTH_HEADER_EMAIL: 'X_Forwarded_User' }, 'different names'],
  ['an issuer over http elsewhere', { ...OIDC, OIDC_ISSUER: 'http://idp.example' }, 'OIDC_ISSUER'],
  ['a session secret anybody guesses', { ...OIDC, SESSION_SECRET: 'short' }, 'SESSION_SECRET'],
  ['sign-in without a client secret', { ...OIDC, OIDC_CLIENT_SECRET: '' }, 'OIDC_CLIENT_SECRET'],
  ['scopes without openid', { ...OIDC, OIDC_SCOPES: 'email' }, 'OIDC_SCOPES'],
  ['sessions that idle longer than they last', { ...OIDC, SESSION_MAX_SECONDS: '60' }, 'SESSION_IDLE_SECONDS'],
  ['a preset nobody knows', { ...JWT, AUTH_PRESET: 'acme' }, 'AUTH_PRESET'],
  ['a preset of another mode', { ...LOCAL, AUTH_PRESET: 'cloudflare' }, 'AUTH_PRESET'],
  ['a preset that sends no plain headers', { ...HEADER, AUTH_PRESET: 'iap' }, 'AUTH_PRESET'],
])('%s: refuses to start', (_what, env, named) => {
  expect(problems(env).join('\n')).toContain(named)
})

test('upstream and its media may be http on this machine, and upstream is then among the media', () => {
  expect(
    config({ ...LOCAL, WHEREBY_API_URL: 'http://127.0.0.1:4401/v1/', MEDIA_ORIGINS: 'http://localhost:9' }),
  ).toMatchObject({
    upstream: { url: 'http://127.0.0.1:4401/v1', isLoopback: true },
    mediaOrigins: ['http://localhost:9', 'http://127.0.0.1:4401'],
  })
})

test('no problem, no description and no warning shows a secret', () => {
  const everything = [
    ...problems({
      ...OIDC,
      SESSION_SECRET: 'tiny-secret',
      WHEREBY_API_KEY: 'broken key',
      AUDIT_KEY: 'tiny-audit',
      PORT: 'x',
    }),
    ...[LOCAL, JWT, HEADER, OIDC].map((env) => describeConfig(config({ ...env, METRICS_TOKEN: 'metrics-token' }))),
    ...problems({ ...LOCAL, WHEREBY_API_KEY: '', WHEREBY_API_KEY_FILE: KEY }),
  ].join('\n')
  for (const secret of [
    'tiny',
    'broken key',
    KEY,
    'dbpass',
    'nobody-may-see',
    'proxy-alone',
    'metrics-token',
    'more-than-32',
  ])
    expect(everything).not.toContain(secret)
})

test('the description names every setting in force, secrets as set or not set', () => {
  expect(describeConfig(config({ ...HEADER, PORT: '4545' })).split('\n')).toEqual(
    expect.arrayContaining([
      'PORT=4545',
      'WHEREBY_API_KEY=set',
      'AUDIT_KEY=not set',
      'AUTH_HEADER_USER=X-Forwarded-User',
      'PROXY_SHARED_SECRET=set',
      'ROLE_ADMIN_GROUPS=admins',
      'ROLE_VIEWER_GROUPS=(none)',
    ]),
  )
})

test('a setting nobody reads is warned of: misspelt, or of another mode', () => {
  expect(
    warnings({ ...JWT, AUTH_JTW_ISSUER: 'x', ROLE_ADMIN_GROUP: 'x', OIDC_ISSUER: 'https://x', SESSION_MANAGER: 'x' }),
  ).toEqual([
    'AUTH_JTW_ISSUER is set but means nothing with AUTH_MODE=proxy-jwt.',
    'OIDC_ISSUER is set but means nothing with AUTH_MODE=proxy-jwt.',
    'ROLE_ADMIN_GROUP is set but means nothing with AUTH_MODE=proxy-jwt.',
  ])
})

test('nobody having a role is warned of', () => {
  expect(warnings({ ...JWT, ROLE_ADMIN_GROUPS: '' }).join()).toContain('nobody gets in')
})

describe('secrets in files', () => {
  let folder: string
  const file = (name: string) => join(folder, name)
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'reeldesk-config-'))
    writeFileSync(file('key'), `${KEY}\n`)
    writeFileSync(file('empty'), '\n')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('are read without the line break at their end', () => {
    expect(config({ ...LOCAL, WHEREBY_API_KEY: '', WHEREBY_API_KEY_FILE: file('key') }).upstream.key).toBe(KEY)
  })

  test.each(['WHEREBY_API_KEY', 'DATABASE_URL', 'AUDIT_KEY', 'METRICS_TOKEN', 'OIDC_CLIENT_SECRET', 'SESSION_SECRET'])(
    '%s refuses a file that cannot be read, an empty one, and one beside the variable',
    (name) => {
      const without = { ...OIDC, [name]: '' }
      expect(problems({ ...without, [`${name}_FILE`]: file('none') })).toEqual([
        `${name}_FILE names a file that cannot be read.`,
      ])
      expect(problems({ ...without, [`${name}_FILE`]: file('empty') })).toEqual([`${name}_FILE names an empty file.`])
      expect(problems({ ...OIDC, [name]: 'given', [`${name}_FILE`]: file('key') })).toContain(
        `${name} and ${name}_FILE are both set: keep one.`,
      )
    },
  )
})

describe('presets', () => {
  const jwt = (env: NodeJS.ProcessEnv) => {
    const { auth } = config({ ...LOCAL, AUTH_MODE: 'proxy-jwt', PUBLIC_ORIGIN: 'https://desk.example', ...env })
    if (auth.mode !== 'proxy-jwt') throw new Error(auth.mode)
    return auth
  }

  test('cloudflare: keys are found at the team', () => {
    const env = {
      AUTH_PRESET: 'cloudflare',
      AUTH_JWT_ISSUER: 'https://acme.cloudflareaccess.com',
      AUTH_JWT_AUDIENCE: 'tag',
    }
    expect(jwt(env)).toMatchObject({
      header: 'Cf-Access-Jwt-Assertion',
      algorithms: ['RS256'],
      jwksUrl: 'https://acme.cloudflareaccess.com/cdn-cgi/access/certs',
    })
  })

  test('iap: only the audience has to be said', () => {
    expect(jwt({ AUTH_PRESET: 'iap', AUTH_JWT_AUDIENCE: '/projects/1/global/backendServices/2' })).toMatchObject({
      header: 'X-Goog-IAP-JWT-Assertion',
      algorithms: ['ES256'],
      issuer: 'https://cloud.google.com/iap',
      jwksUrl: 'https://www.gstatic.com/iap/verify/public_key-jwk',
    })
  })

  test('pomerium: issuer, audience and keys follow the host people use', () => {
    expect(jwt({ AUTH_PRESET: 'pomerium' })).toMatchObject({
      issuer: 'desk.example',
      audiences: ['desk.example'],
      jwksUrl: 'https://desk.example/.well-known/pomerium/jwks.json',
    })
  })

  test('alb: the signer is pinned, and says in which region its keys are', () => {
    const signer = 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/desk/50dc6c495c0c9188'
    const env = { AUTH_PRESET: 'alb', AUTH_JWT_ISSUER: 'https://idp.example' }
    expect(jwt({ ...env, AUTH_JWT_SIGNER: signer })).toMatchObject({
      signer,
      jwksUrl: 'https://public-keys.auth.elb.eu-central-1.amazonaws.com/{kid}',
    })
    expect(problems({ ...LOCAL, ...env, AUTH_MODE: 'proxy-jwt' }).join()).toContain('AUTH_JWT_SIGNER')
  })

  test('authentik and easyauth: keys follow the issuer', () => {
    const env = { AUTH_JWT_AUDIENCE: 'desk' }
    expect(
      jwt({ ...env, AUTH_PRESET: 'authentik', AUTH_JWT_ISSUER: 'https://auth.example/application/o/desk/' }).jwksUrl,
    ).toBe('https://auth.example/application/o/desk/jwks/')
    expect(
      jwt({ ...env, AUTH_PRESET: 'easyauth', AUTH_JWT_ISSUER: 'https://login.microsoftonline.com/t/v2.0' }).jwksUrl,
    ).toBe('https://login.microsoftonline.com/t/discovery/v2.0/keys')
  })

  test('what is said wins over what the preset says', () => {
    const env = { AUTH_PRESET: 'iap', AUTH_JWT_AUDIENCE: 'a, b', AUTH_JWT_ALGS: 'RS256', AUTH_JWT_HEADER: 'X-Mine' }
    expect(jwt(env)).toMatchObject({ header: 'X-Mine', algorithms: ['RS256'], audiences: ['a', 'b'] })
  })

  test('plain headers have theirs, too', () => {
    expect(config({ ...HEADER, AUTH_PRESET: 'authentik' }).auth).toMatchObject({
      headers: { user: 'X-authentik-uid', groups: 'X-authentik-groups' },
      groupsDelimiter: '|',
    })
  })
})
