import type { ProblemCode } from '@reeldesk/contract'
import type { Context } from 'hono'
import type { AppEnv, Caller, Services } from '../services.ts'

/** One person pressing a forbidden button in a loop must not hold up those who are allowed: past this many the log has to do. */
const MOST_AT_ONCE = 20

export interface Denials {
  record(
    c: Context<AppEnv>,
    who: Pick<Caller, 'principal' | 'address'> & { role: Caller['role'] | null },
    code: ProblemCode,
    needed?: string,
  ): void
}

/** Denials go to the trail as well as it can take them. They are denials with or without it, and nobody waits for it. */
export function createDenials({ trail, config, log }: Pick<Services, 'trail' | 'config' | 'log'>): Denials {
  let underWay = 0

  async function append(entry: Parameters<typeof trail.append>[0][number]): Promise<void> {
    underWay += 1
    try {
      await trail.append([entry])
    } catch (error) {
      log.warn({ err: error, requestId: entry.requestId }, 'denial not in the trail')
    } finally {
      underWay -= 1
    }
  }

  return {
    record(c, { principal, role, address }, code, needed) {
      const requestId = c.get('requestId')
      if (underWay >= MOST_AT_ONCE) return log.warn({ requestId }, 'denial not in the trail: too many at once')
      const detail = { code, method: c.req.method, path: c.req.path.slice(0, 200), ...(needed && { needed }) }
      void append({
        action: 'access.denied',
        outcome: 'denied',
        actor: principal,
        role,
        mode: config.auth.mode,
        address,
        requestId,
        detail,
      })
    },
  }
}
