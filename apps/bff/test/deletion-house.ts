import { PACE, type Pace } from '../src/deletions/transitions.ts'
import { startDeletionWorker } from '../src/deletions/worker.ts'
import type { RequestContext, Services } from '../src/services.ts'
import { openHouse } from './house.ts'

/** A BFF in this process whose deletions are carried out once the worker is started. */
export interface DeletionHouse extends Services {
  startWorker(pace?: Partial<Pace>): void
  close(): Promise<void>
}

export async function openDeletionHouse(
  databaseUrl: string,
  vendorUrl: string,
  { graceSeconds = 0, verifySeconds = 2 }: { graceSeconds?: number; verifySeconds?: number } = {},
): Promise<DeletionHouse> {
  const env = { DELETE_GRACE_SECONDS: `${graceSeconds}`, DELETE_VERIFY_SECONDS: `${verifySeconds}` }
  const { services, close } = openHouse({ databaseUrl, vendorUrl, env })
  await services.store.whenReady()
  let worker: ReturnType<typeof startDeletionWorker> | undefined
  return {
    ...services,
    startWorker(pace) {
      worker = startDeletionWorker(services, { ...PACE, ...pace })
    },
    async close() {
      await worker?.stop()
      await close()
    },
  }
}

export const manager: RequestContext = {
  caller: {
    principal: { iss: 'https://idp.example', sub: 'ada', name: 'Ada', email: 'ada@example.com' },
    role: 'manager',
    mode: 'proxy-jwt',
    address: '192.0.2.7',
  },
  requestId: 'request-1',
}
