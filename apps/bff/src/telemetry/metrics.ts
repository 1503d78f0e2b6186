import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

type BreakerState = 'closed' | 'open' | 'half-open'

export interface Metrics {
  registry: Registry
  observeRequest(route: string, status: number, durationMs: number): void
  countUpstreamCall(operation: string, outcome: string, durationMs: number): void
  /** Read when scraped. */
  watchUpstream(upstream: { breakerState: () => BreakerState; pointsLeft: () => number | null }): void
}

const BREAKER_VALUE: Record<BreakerState, number> = { closed: 0, 'half-open': 1, open: 2 }

/** Prometheus metrics of one process. Labels come from closed lists: route patterns, operation names, codes. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]

  const requests = new Histogram({
    name: 'reeldesk_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['route', 'status'],
    buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  const upstreamCalls = new Histogram({
    name: 'reeldesk_upstream_seconds',
    help: 'Time of calls to the recordings API, retries included, by operation and outcome',
    labelNames: ['operation', 'outcome'],
    buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })

  return {
    registry,
    observeRequest: (route, status, durationMs) => requests.observe({ route, status }, durationMs / 1000),
    countUpstreamCall: (operation, outcome, durationMs) =>
      upstreamCalls.observe({ operation, outcome }, durationMs / 1000),
    watchUpstream({ breakerState, pointsLeft }) {
      new Gauge({
        name: 'reeldesk_upstream_breaker',
        help: '0 closed, 1 half open, 2 open: calls are turned away',
        registers,
        collect() {
          this.set(BREAKER_VALUE[breakerState()])
        },
      })
      new Gauge({
        name: 'reeldesk_upstream_points_left',
        help: 'Points left in this minute as the recordings API last said; absent while unknown',
        registers,
        collect() {
          this.reset()
          const left = pointsLeft()
          if (left !== null) this.set(left)
        },
      })
    },
  }
}
