import * as z from 'zod/mini'
import { Actor } from './deletion.ts'
import { PERMISSIONS, ROLES } from './permissions.ts'

export const AUTH_MODES = ['proxy-jwt', 'proxy-header', 'oidc', 'local'] as const
export type AuthMode = (typeof AUTH_MODES)[number]

/** Who is calling and what the screen may offer. */
export const Session = z.object({
  principal: Actor,
  role: z.enum(ROLES),
  permissions: z.array(z.enum(PERMISSIONS)),
  /** `sandbox` when upstream is on loopback, `live` otherwise. */
  workspace: z.enum(['sandbox', 'live']),
  mode: z.enum(AUTH_MODES),
  /** Only `oidc` can sign a person out itself. */
  canSignOut: z.boolean(),
  limits: z.object({
    recordingsPerDeletion: z.number(),
    linkMaxSeconds: z.number(),
    deleteGraceSeconds: z.number(),
    linksPerMinute: z.number(),
    deletionsPerMinute: z.number(),
  }),
})
export type Session = z.infer<typeof Session>

/** Answer of `POST /auth/logout`. The provider has a session of its own: where to go to end that one too, if it can be. */
export const SignedOut = z.object({ signOutAt: z.nullable(z.string()) })
export type SignedOut = z.infer<typeof SignedOut>
