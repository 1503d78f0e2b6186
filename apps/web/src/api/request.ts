import { Problem } from '@reeldesk/contract'
import type * as z from 'zod/mini'
import { READ, takeEarly } from './early.ts'
import { ApiError } from './error.ts'

interface Options {
  method?: 'GET' | 'POST' | 'DELETE'
  body?: unknown
  /** Sensitive reads prove that this page asked, as unsafe methods always do. */
  sensitive?: boolean
  headers?: Record<string, string>
  signal?: AbortSignal | undefined
}

/** The data, checked against its schema, or an ApiError. */
export async function request<Schema extends z.ZodMiniType>(
  path: string,
  schema: Schema,
  options: Options = {},
): Promise<z.output<Schema>> {
  const response = await answerOf(path, options)
  const parsed = schema.safeParse(await json(response))
  if (!parsed.success) throw new ApiError('unexpected', response.status)
  return parsed.data
}

/** For operations that answer nothing. */
export async function send(path: string, options: Options): Promise<void> {
  await answerOf(path, options)
}

async function answerOf(path: string, options: Options): Promise<Response> {
  const { method = 'GET', body, sensitive = method !== 'GET', signal } = options
  let response: Response
  try {
    const early = method === 'GET' ? takeEarly(path) : undefined
    response =
      (await early) ??
      (await fetch(path, {
        ...READ,
        method,
        headers: {
          ...READ.headers,
          ...(sensitive ? { 'x-requested-by': 'reeldesk' } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...options.headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
      }))
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError('offline')
  }
  if (response.type === 'opaqueredirect') throw new ApiError('signed-out', 302)
  if (response.ok && !isHtml(response)) return response
  throw await errorOf(response)
}

const isHtml = (response: Response) => response.headers.get('content-type')?.includes('text/html') === true

/** A page instead of data with 200, 401 or 403 is a proxy's sign-in; with 5xx it is a proxy whose console is away. */
async function errorOf(response: Response): Promise<ApiError> {
  const { status } = response
  if (isHtml(response)) return new ApiError(status < 500 ? 'signed-out' : 'offline', status)
  const parsed = Problem.safeParse(await json(response).catch(() => undefined))
  if (status === 401) return new ApiError('signed-out', status, parsed.data)
  return parsed.success ? new ApiError('problem', status, parsed.data) : new ApiError('unexpected', status)
}

async function json(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    throw new ApiError('unexpected', response.status)
  }
}
