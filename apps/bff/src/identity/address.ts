import { isIP } from 'node:net'
import type { Context } from 'hono'
import type { AppEnv } from '../services.ts'
import { blockListOf } from './auth-config.ts'

/** Of the socket, IPv4 as IPv4; undefined where there is no socket. */
export function socketAddress(c: Context<AppEnv>): string | undefined {
  return c.env?.incoming?.socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/i, '')
}

/**
 * Where a caller is, for the trail. The last hop of `X-Forwarded-For` is the one our own proxy wrote; those before it
 * are the caller's to invent, and all of them are when no proxy of ours stands in front.
 */
export function addressOf(trustedProxies: string[]): (c: Context<AppEnv>) => string {
  const isTrusted = trustOf(trustedProxies)
  return (c) => {
    const socket = socketAddress(c) ?? 'unknown'
    if (!isTrusted(socket)) return socket
    const told = c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim() ?? ''
    return isIP(told) === 0 ? socket : told
  }
}

/** Callers come from few addresses, and looking one up in a list of networks costs more than the rest of identifying. */
const REMEMBERED_ADDRESSES = 1_000

/** Whether an address is one of the proxies'. */
export function trustOf(trustedProxies: string[]): (address: string) => boolean {
  const proxies = blockListOf(trustedProxies)
  const known = new Map<string, boolean>()

  function look(address: string): boolean {
    const version = isIP(address)
    const isTrusted = version !== 0 && proxies.check(address, version === 6 ? 'ipv6' : 'ipv4')
    if (known.size >= REMEMBERED_ADDRESSES) known.clear()
    known.set(address, isTrusted)
    return isTrusted
  }

  return (address) => known.get(address) ?? look(address)
}
