import type { Config } from '../config.ts'
import { isLoopback } from '../environment.ts'
import { socketAddress, trustOf } from './address.ts'
import type { Identification, Identify, Principal } from './principal.ts'

const LOCAL_OPERATOR: Principal = { iss: 'local', sub: 'local-operator', name: 'Local operator', email: null }

const isThisMachine = trustOf(['127.0.0.0/8', '::1'])

/**
 * One person on one machine. The name that the browser used counts as well: a page elsewhere can make its own name
 * point here (DNS rebinding), but cannot make the browser say another.
 */
export function createLocalIdentify({ publicOrigin }: Pick<Config, 'publicOrigin'>): Identify {
  const publicHost = new URL(publicOrigin).hostname
  return async (c) => {
    // Called without a server, there is no socket that could be elsewhere.
    const isInProcess = c.env?.incoming === undefined
    if (!isInProcess && !isThisMachine(socketAddress(c) ?? '')) return unidentified('the socket is not on this machine')
    const host = hostName(c.req.header('Host') ?? new URL(c.req.url).host)
    if (host !== publicHost && !isLoopback(host)) return unidentified('the host is not this machine')
    return { kind: 'identified', principal: LOCAL_OPERATOR, role: 'admin' }
  }
}

const unidentified = (why: string): Identification => ({ kind: 'unidentified', why })

function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '')
}
