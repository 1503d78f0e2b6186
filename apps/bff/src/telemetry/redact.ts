/** Names whose values no log line carries, at any depth. */
const SECRET_NAMES = [
  'authorization',
  'cookie',
  'set-cookie',
  'accessLink',
  'key',
  'apiKey',
  'password',
  'secret',
  'clientSecret',
  'sharedSecret',
  'token',
  'accessToken',
  'idToken',
  'refreshToken',
  'databaseUrl',
]
const BY_NAME = new RegExp(`("(?:${SECRET_NAMES.join('|')})":)(?:"(?:[^"\\\\]|\\\\.)*"|\\[[^\\]]*\\])`, 'gi')

/** Bearer and basic credentials, JSON web tokens, what signs a link, and passwords inside an address. */
const BY_SHAPE =
  /\b(?:Bearer|Basic)\s+[\w.~+/=-]{8,}|\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?|(?<=[?&;](?:X-Amz-[\w-]+|AWSAccessKeyId|Signature|sig|signature|token|code|state)=)[^&"\s\\]+|(?<=:\/\/[^\s/:"@]{0,64}:)[^\s/"@]+(?=@)/gi

/** A line without any of this holds nothing for the slow expression above, and most lines are without. */
const MAY_HAVE_SHAPE = /[?&;]|:\/\/|eyJ|bearer|basic/i

const REDACTED = '[redacted]'
/** Shorter values would blot out innocent words. */
const SHORTEST_SECRET = 6

/** Takes secrets out of a finished JSON line: by name, by shape, and wherever one of the given values stands. */
export function createRedact(secrets: (string | null | undefined)[]): (line: string) => string {
  const values = secrets
    .filter((secret): secret is string => typeof secret === 'string' && secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
  const known = [...new Set(values)]
  return (line) => {
    let clean = line
    for (const secret of known) if (clean.includes(secret)) clean = clean.replaceAll(secret, REDACTED)
    clean = clean.replace(BY_NAME, `$1"${REDACTED}"`)
    return MAY_HAVE_SHAPE.test(clean) ? clean.replace(BY_SHAPE, REDACTED) : clean
  }
}
