import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FrontDoor, untilAnswering } from './apache.ts'

const NGINX = '/usr/sbin/nginx'

/** Why the suites with nginx cannot run on this machine; undefined where they can. */
export const noNginx = existsSync(NGINX) ? undefined : 'skipped: nginx is not installed (Debian: nginx)'

interface Settings {
  port: number
  bffOrigin: string
  gateOrigin: string
  /** Said to the BFF in X-Proxy-Secret. */
  sharedSecret: string
}

/** nginx with auth_request: asks the gate who it is, and tells the BFF in plain headers. */
export async function startNginx(settings: Settings): Promise<FrontDoor> {
  const folder = await mkdtemp(join(tmpdir(), 'reeldesk-nginx-'))
  // Started as root it works as another user, who has to get in.
  await chmod(folder, 0o755)
  const config = join(folder, 'nginx.conf')
  await writeFile(config, configuration(folder, settings))
  const child = spawn(NGINX, ['-c', config, '-p', folder, '-e', join(folder, 'error.log')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
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

/** `underscores_in_headers` lets the twins through that nginx drops by default: the BFF has to hold without its help. */
function configuration(folder: string, { port, bffOrigin, gateOrigin, sharedSecret }: Settings): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
${process.getuid?.() === 0 ? 'user www-data;' : ''}
events { worker_connections 64; }
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
  underscores_in_headers on;
  server {
    listen 127.0.0.1:${port};
    location /gate/ {
      proxy_pass ${gateOrigin};
    }
    location = /gate/check {
      internal;
      proxy_pass ${gateOrigin};
      proxy_pass_request_body off;
      proxy_set_header Content-Length "";
    }
    location / {
      auth_request /gate/check;
      auth_request_set $user $upstream_http_x_user;
      auth_request_set $name $upstream_http_x_name;
      auth_request_set $email $upstream_http_x_email;
      auth_request_set $groups $upstream_http_x_groups;
      error_page 401 = @sign_in;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-User $user;
      proxy_set_header X-Forwarded-Name $name;
      proxy_set_header X-Forwarded-Email $email;
      proxy_set_header X-Forwarded-Groups $groups;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Proxy-Secret "${sharedSecret}";
      proxy_pass ${bffOrigin};
    }
    location @sign_in {
      return 302 /gate/login?returnTo=$request_uri;
    }
  }
}
`
}
