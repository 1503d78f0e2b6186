import type { Services } from '../services.ts'
import { createLocalIdentify } from './local.ts'
import type { Identify } from './principal.ts'
import { createProxyHeaderIdentify } from './proxy-header.ts'
import { createProxyJwtIdentify } from './proxy-jwt.ts'
import { createSessionIdentify } from './session-cookie.ts'

/** The one configured source. What other sources would look at is not looked at. */
export function createIdentify({
  config,
  store,
  clock,
  log,
}: Pick<Services, 'config' | 'store' | 'clock' | 'log'>): Identify {
  const { auth } = config
  switch (auth.mode) {
    case 'local':
      return createLocalIdentify(config)
    case 'proxy-jwt':
      return createProxyJwtIdentify(auth, config, { clock, log })
    case 'proxy-header':
      return createProxyHeaderIdentify(auth, config)
    case 'oidc':
      return createSessionIdentify(auth, { config, store, clock })
  }
}
