/** The sandbox's control endpoint: makes calls fail and tells what upstream heard. See apps/sandbox/README.md. */
export interface Sandbox {
  /** Fails calls until cleared, or `count` times. */
  fail(operation: Operation | 'any', failure: Failure, options?: { count?: number; match?: Match }): Promise<void>
  /** Takes back every fault. */
  heal(): Promise<void>
  /** As if nobody had called yet. */
  forget(): Promise<void>
  requests(): Promise<{ operation: string; method: string; recordingIds: string[]; status: number | null }[]>
}

type Operation =
  | 'listRecordings'
  | 'getRecording'
  | 'createAccessLink'
  | 'deleteRecording'
  | 'bulkDeleteRecordings'
  | 'getMedia'
type Failure = { kind: string; status?: number; ms?: number; says?: string; carriedOut?: boolean; origin?: string }
type Match = { recordingId?: string; roomName?: string }

export function controlOf(sandboxOrigin: string): Sandbox {
  async function call(method: string, path: string, body?: unknown): Promise<Response> {
    const answer = await fetch(`${sandboxOrigin}/__sandbox${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    })
    if (!answer.ok) throw new Error(`sandbox: ${method} ${path} answered ${answer.status}: ${await answer.text()}`)
    return answer
  }
  return {
    fail: async (operation, failure, options = {}) => {
      await call('POST', '/faults', { operation, failure, ...options })
    },
    heal: async () => {
      await call('DELETE', '/faults')
    },
    forget: async () => {
      await call('DELETE', '/requests')
    },
    requests: async () => (await call('GET', '/requests?last=500')).json(),
  }
}
