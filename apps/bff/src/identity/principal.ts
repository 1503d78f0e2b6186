import type { Role } from '@reeldesk/contract'
import type { Context } from 'hono'
import type { AppEnv } from '../services.ts'

/** A person is `iss` + `sub`; name and e-mail address are labels. */
export interface Principal {
  iss: string
  sub: string
  name: string | null
  email: string | null
}

/** What the one configured source says of a request. Anything unclear is not an identity. */
export type Identification =
  | { kind: 'identified'; principal: Principal; role: Role }
  /** Proven, but no group maps to a role; `why` is for the person ("Your groups … "). Answers 403 `no_role`. */
  | { kind: 'no-role'; principal: Principal; why: string }
  /** Answers 401. `why` is for the log only. */
  | { kind: 'unidentified'; why: string }
  /** The key server or the store cannot be asked. Answers 503. */
  | { kind: 'unavailable'; why: string }

export type Identify = (c: Context<AppEnv>) => Promise<Identification>
