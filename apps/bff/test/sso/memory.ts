import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

/** What a provider remembers, outliving it: with new keys it is still the same company. */
export function createMemory(): AdapterFactory {
  const rows = new Map<string, AdapterPayload>()
  return (model: string): Adapter => {
    const keyOf = (id: string) => `${model}:${id}`
    return {
      async upsert(id, payload) {
        rows.set(keyOf(id), payload)
      },
      find: async (id) => rows.get(keyOf(id)),
      findByUid: async (uid) => [...rows.values()].find((row) => row.kind === model && row.uid === uid),
      findByUserCode: async (code) => [...rows.values()].find((row) => row.kind === model && row.userCode === code),
      async consume(id) {
        const row = rows.get(keyOf(id))
        if (row !== undefined) row.consumed = Math.floor(Date.now() / 1000)
      },
      async destroy(id) {
        rows.delete(keyOf(id))
      },
      async revokeByGrantId(grantId) {
        for (const [key, row] of rows) if (row.grantId === grantId) rows.delete(key)
      },
    }
  }
}
