import type { Context } from 'hono'
import type * as z from 'zod/mini'
import { ProblemError } from '../problem.ts'
import type { AppEnv } from '../services.ts'

/** The body, checked; 400 names the first member that is wrong, in our words. */
export async function readBody<Body>(c: Context<AppEnv>, schema: z.ZodMiniType<Body>): Promise<Body> {
  const parsed = schema.safeParse(await readJson(c))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue?.path.join('.')
  throw new ProblemError('invalid_request', `The body is not as it should be${where ? `: look at ${where}` : ''}.`)
}

async function readJson(c: Context<AppEnv>): Promise<unknown> {
  try {
    return await c.req.json()
  } catch {
    throw new ProblemError('invalid_request', 'The body is not JSON.')
  }
}

/** A client's own name for its request, so that asking twice deletes once. */
export function readIdempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined || /^[\x21-\x7e]{1,255}$/.test(header)) return header
  throw new ProblemError('invalid_request', 'Idempotency-Key is 1 to 255 printable characters without spaces.')
}
