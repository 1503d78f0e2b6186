import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import type { Config, ProxyHeaderConfig } from '../config.ts'
import type { AppEnv } from '../services.ts'
import { socketAddress, trustOf } from './address.ts'
import { isSubject, labelOf } from './claims.ts'
import { readIdentityHeader } from './header-lines.ts'
import type { Identification, Identify } from './principal.ts'
import { identified } from './roles.ts'

/** Plain headers are believed from the proxy's addresses and with the proxy's secret, both. */
export function createProxyHeaderIdentify(
  auth: ProxyHeaderConfig,
  { trustedProxies, roleGroups }: Pick<Config, 'trustedProxies' | 'roleGroups'>,
): Identify {
  const isTrusted = trustOf(trustedProxies)
  const { user, email, name, groups } = auth.headers

  return async (c) => {
    if (!isTrusted(socketAddress(c) ?? '')) return unidentified('the socket is not that of a trusted proxy')
    const said = readAll(c, { secret: auth.secretHeader, user, email, name, groups })
    if ('why' in said) return unidentified(said.why)
    if (!isSameSecret(said.secret, auth.sharedSecret)) return unidentified('the proxy did not say the shared secret')
    if (!isSubject(said.user)) return unidentified(`${user} names nobody`)
    if (said.user.includes(',')) return unidentified(`${user} holds more than one value`)
    if (said.email.includes(',')) return unidentified(`${email} holds more than one value`)

    const principal = { iss: 'proxy-header', sub: said.user, name: labelOf(said.name), email: labelOf(said.email) }
    const names = said.groups.split(auth.groupsDelimiter).map((group) => group.trim())
    return identified(principal, { names: names.filter((group) => group !== '') }, roleGroups)
  }
}

const unidentified = (why: string): Identification => ({ kind: 'unidentified', why })

/** A header that is absent says nothing; one that is in doubt spoils the rest. */
function readAll<Key extends string>(
  c: Context<AppEnv>,
  names: Record<Key, string>,
): Record<Key, string> | { why: string } {
  const values: Partial<Record<Key, string>> = {}
  for (const key in names) {
    const header = readIdentityHeader(c, names[key])
    if (header.kind === 'doubtful') return { why: header.why }
    values[key] = header.kind === 'one' ? utf8(header.value) : ''
  }
  return values as Record<Key, string>
}

/** Node reads header bytes as Latin-1; proxies send names in UTF-8. */
function utf8(value: string): string {
  const bytes = Buffer.from(value, 'latin1')
  const text = bytes.toString('utf8')
  return text.includes('\uFFFD') ? value : text
}

/** Compares digests, so that neither content nor length shows in the time it takes. */
export function isSameSecret(said: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(said), digest(expected))
}
