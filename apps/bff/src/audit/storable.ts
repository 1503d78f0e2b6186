/**
 * What PostgreSQL can keep: text and jsonb take neither NUL nor half a surrogate pair, and names of files and people
 * come from elsewhere. Both become U+FFFD, so that a strange name never keeps an event out of the trail.
 */
export function storable<Value>(value: Value): Value {
  return clean(value) as Value
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(/\p{Surrogate}/gu, '\uFFFD').replaceAll('\u0000', '\uFFFD')
  if (Array.isArray(value)) return value.map(clean)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [clean(name), clean(member)]))
}
