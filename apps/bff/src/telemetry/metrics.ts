import type { Registry } from 'prom-client'

export interface Metrics {
  registry: Registry
}
