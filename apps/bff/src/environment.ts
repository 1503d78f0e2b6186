import { readFileSync } from 'node:fs'

const LOOPBACK_NAME = /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/

/** Whether a host name or address, with or without brackets, never leaves this machine. */
export function isLoopback(host: string): boolean {
  return LOOPBACK_NAME.test(host)
}

/** Reads variables one by one and remembers everything that is wrong with them, so that all of it is said at once. */
export class Environment {
  readonly problems: string[] = []
  readonly warnings: string[] = []
  readonly #env: NodeJS.ProcessEnv
  readonly #read = new Set<string>()

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env
  }

  refuse(problem: string): void {
    this.problems.push(problem)
  }

  /** An empty variable counts as one that is not set: that is how compose files unset them. */
  text(name: string): string | undefined {
    this.#read.add(name)
    return this.#env[name]?.trim() || undefined
  }

  required(name: string, why: string): string {
    const value = this.text(name)
    if (value === undefined) this.refuse(`${name} is not set: ${why}`)
    return value ?? ''
  }

  /** From NAME or from the file that NAME_FILE names, never both. A line break at the end of the file is not part of it. */
  secret(name: string, { minLength = 1 } = {}): string | undefined {
    const fileName = `${name}_FILE`
    this.#read.add(name).add(fileName)
    const value = this.#env[name] || undefined
    const path = this.#env[fileName] || undefined
    if (value !== undefined && path !== undefined) {
      this.refuse(`${name} and ${fileName} are both set: keep one.`)
      return undefined
    }
    const secret = path === undefined ? value : this.#secretIn(fileName, path)
    if (secret !== undefined && secret.length < minLength)
      this.refuse(`${name} is too short: at least ${minLength} characters.`)
    return secret
  }

  requiredSecret(name: string, why: string, limits: { minLength?: number } = {}): string {
    const before = this.problems.length
    const value = this.secret(name, limits)
    if (value === undefined && this.problems.length === before) this.refuse(`${name} is not set: ${why}`)
    return value ?? ''
  }

  /** Says nothing of the path: it may be the secret itself, set under the wrong name. */
  #secretIn(fileName: string, path: string): string | undefined {
    try {
      const secret = readFileSync(path, 'utf8').replace(/\r?\n$/, '')
      if (secret === '') this.refuse(`${fileName} names an empty file.`)
      return secret || undefined
    } catch {
      this.refuse(`${fileName} names a file that cannot be read.`)
      return undefined
    }
  }

  whole(name: string, fallback: number, [min, max]: readonly [number, number]): number {
    const value = this.text(name)
    if (value === undefined) return fallback
    const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN
    if (number >= min && number <= max) return number
    this.refuse(`${name} must be a whole number from ${min} to ${max}.`)
    return fallback
  }

  list(name: string, fallback: readonly string[] = []): string[] {
    const items = this.text(name)?.split(',')
    return items?.map((item) => item.trim()).filter((item) => item !== '') ?? [...fallback]
  }

  oneOf<T extends string>(name: string, allowed: readonly T[], fallback: T | undefined): T | undefined {
    const value = this.text(name)
    if (value === undefined) return fallback
    const match = allowed.find((item) => item === value)
    if (match === undefined) this.refuse(`${name} must be one of ${allowed.join(', ')}.`)
    return match
  }

  /** An address we will talk to: https, or http on this machine, and nothing in it that belongs in a setting of its own. */
  address(name: string, value: string): URL | undefined {
    const url = URL.canParse(value) ? new URL(value) : undefined
    if (url === undefined || !['https:', 'http:'].includes(url.protocol))
      this.refuse(`${name} must be an https address.`)
    else if (url.username || url.password || url.search || url.hash || /[?#]/.test(value))
      this.refuse(`${name} must not hold credentials, a query or a fragment.`)
    else if (url.protocol === 'http:' && !isLoopback(url.hostname))
      this.refuse(`${name} must be https: http is for addresses on this machine only.`)
    else return url
    return undefined
  }

  /** Scheme, host and port and no more, in the form browsers send. */
  origin(name: string, value: string): string | undefined {
    const url = this.address(name, value)
    if (url === undefined) return undefined
    if (url.hostname.includes('*')) this.refuse(`${name} must name each host: no wildcards.`)
    else if (url.pathname === '/') return url.origin
    else this.refuse(`${name} must be an origin: scheme, host and port, no path.`)
    return undefined
  }

  /** Settings with these beginnings that nobody asked for: misspelt, or of another way of signing in. */
  warnOfIdle(beginning: RegExp, ending: string): void {
    for (const name of Object.keys(this.#env).sort()) {
      if (beginning.test(name) && this.#env[name] && !this.#read.has(name))
        this.warnings.push(`${name} is set but means nothing ${ending}.`)
    }
  }
}
