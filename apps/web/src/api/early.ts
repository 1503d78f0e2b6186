/**
 * The first answers are asked for while the rest of the app is still on its way: the entry module starts them,
 * the first operation on the same path takes them over.
 */
const started = new Map<string, Promise<Response>>()

export const READ: RequestInit = {
  headers: { accept: 'application/json' },
  // A proxy that wants a sign-in redirects to its own page: seen as such instead of followed.
  redirect: 'manual',
}

export function startEarly(path: string): void {
  const answer = fetch(path, READ)
  // Whoever takes it over sees the failure; if nobody does, it concerns nobody.
  answer.catch(() => {})
  started.set(path, answer)
}

export function takeEarly(path: string): Promise<Response> | undefined {
  const answer = started.get(path)
  started.delete(path)
  return answer
}
