import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const APACHE = '/usr/sbin/apache2'
const MODULES = '/usr/lib/apache2/modules'

/** Why the suites with Apache cannot run on this machine; undefined where they can. */
export const noApache = [APACHE, `${MODULES}/mod_auth_openidc.so`].every((path) => existsSync(path))
  ? undefined
  : 'skipped: Apache with mod_auth_openidc is not installed (Debian: apache2, libapache2-mod-auth-openidc)'

export interface FrontDoor {
  origin: string
  close(): Promise<void>
}

/** Apache with mod_auth_openidc: signs people in at the provider and hands their ID token on. */
export async function startApache(settings: {
  port: number
  bffOrigin: string
  issuer: string
  client: { id: string; secret: string }
}): Promise<FrontDoor> {
  const folder = await mkdtemp(join(tmpdir(), 'reeldesk-apache-'))
  // Started as root it works as another user, who has to get in.
  await chmod(folder, 0o755)
  const config = join(folder, 'apache.conf')
  await writeFile(config, configuration(folder, settings))
  const child = spawn(APACHE, ['-f', config, '-DFOREGROUND'], { stdio: ['ignore', 'ignore', 'pipe'] })
  const origin = `http://127.0.0.1:${settings.port}`
  await untilAnswering(child, origin, () => readFile(join(folder, 'error.log'), 'utf8'))
  return {
    origin,
    async close() {
      child.kill('SIGTERM')
      await once(child, 'exit')
      await rm(folder, { recursive: true })
    },
  }
}

function configuration(folder: string, { port, bffOrigin, issuer, client }: Parameters<typeof startApache>[0]): string {
  const modules = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'auth_openidc', 'proxy', 'proxy_http']
  return `
${modules.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`).join('\n')}
${process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : ''}
ServerRoot ${folder}
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${folder}/apache.pid
DefaultRuntimeDir ${folder}
ErrorLog ${folder}/error.log
StartServers 1
ThreadsPerChild 8
MinSpareThreads 1
MaxSpareThreads 8
MaxRequestWorkers 8

OIDCProviderMetadataURL ${issuer}/.well-known/openid-configuration
OIDCClientID ${client.id}
OIDCClientSecret ${client.secret}
OIDCRedirectURI http://127.0.0.1:${port}/signed-in
OIDCCryptoPassphrase the-passphrase-of-apache-in-tests
OIDCScope "openid profile email groups"
# The session ends with the ID token that is handed on.
OIDCSessionMaxDuration 0
OIDCPassIDTokenAs serialized
OIDCPassClaimsAs headers

ProxyPass /signed-in !
ProxyPass / ${bffOrigin}/
ProxyPreserveHost On
<Location />
  AuthType openid-connect
  Require valid-user
</Location>
`
}

/** Any answer will do: it is up when it speaks HTTP. */
export async function untilAnswering(child: ChildProcess, origin: string, log: () => Promise<string>): Promise<void> {
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  const deadline = Date.now() + 10_000
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(origin, { redirect: 'manual', signal: AbortSignal.timeout(2_000) }).catch(
      () => undefined,
    )
    await answer?.body?.cancel()
    if (answer) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  child.kill('SIGKILL')
  throw new Error(`nothing answers at ${origin}\n${said}\n${await log().catch(() => '')}`)
}
