import type { Context } from 'hono'
import { html } from 'hono/html'
import type { AppEnv } from '../services.ts'

/** For a person in front of a browser when there is no app to show yet: a sentence and a way on. No script, no style. */
export function answerPage(c: Context<AppEnv>, status: 401 | 403, title: string, sentence: string) {
  c.header('Cache-Control', 'no-store')
  return c.html(
    html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} · Reeldesk</title>
<h1>${title}</h1>
<p>${sentence}</p>
<p><a href="/auth/login">Sign in again</a></p>
`,
    status,
  )
}
