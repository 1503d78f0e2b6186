import type { Handler } from 'hono'
import { ROLE_TABLE } from '../identity/role-table.ts'
import { ProblemError } from '../problem.ts'
import type { AppEnv } from '../services.ts'

interface KnownRoute {
  method: string
  pattern: RegExp
}

const KNOWN_ROUTES: KnownRoute[] = Object.keys(ROLE_TABLE).map((route) => {
  const [method = '', path = ''] = route.split(' ')
  return { method, pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`) }
})

/** The methods that a path takes, from the one table of routes; empty where there is no such path. */
export function methodsOf(path: string): string[] {
  const methods = KNOWN_ROUTES.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)
  return methods.includes('GET') ? ['HEAD', ...methods] : methods
}

/** The last handler under a prefix: 405 with `Allow` for a known path, 404 for any other. */
export const noSuchRoute: Handler<AppEnv> = (c) => {
  const methods = methodsOf(c.req.path)
  // A known address may have no route here: the sign-in's exist only where this console signs people in itself.
  if (methods.length === 0 || methods.includes(c.req.method)) throw new ProblemError('not_found')
  c.header('Allow', methods.join(', '))
  throw new ProblemError('method_not_allowed')
}
