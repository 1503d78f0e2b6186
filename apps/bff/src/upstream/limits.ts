/** How long and how much. Milliseconds and bytes; tests shorten them. */
export interface UpstreamLimits {
  connectMs: number
  /** One try of a read, from sending to the last byte. */
  tryMs: number
  /** A whole call: queue, tries and pauses. A delete has one try and may take all of it. */
  callMs: number
  /** Tries of a read. */
  tries: number
  /** First pause between tries; it triples, with jitter. */
  pauseMs: number
  connections: number
  backgroundCalls: number
  queuedCalls: number
  responseBytes: number
  /** Failures in a row that open the breaker, and how long it stays open, doubling after each failed probe. */
  breaker: { failures: number; openMs: number; maxOpenMs: number }
}

export const UPSTREAM_LIMITS: UpstreamLimits = {
  connectMs: 3_000,
  tryMs: 5_000,
  callMs: 10_000,
  tries: 3,
  pauseMs: 100,
  connections: 64,
  backgroundCalls: 4,
  queuedCalls: 512,
  responseBytes: 8 * 1024 * 1024,
  breaker: { failures: 6, openMs: 1_000, maxOpenMs: 30_000 },
}
