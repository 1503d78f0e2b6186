import type { Context } from 'hono'
import { html } from 'hono/html'
import { type ProblemError, wordsOf } from '../problem.ts'
import type { AppEnv } from '../services.ts'

/** For a person in front of a browser when there is no app to show yet: a sentence and a way on. No script, no style. */
export function answerPage(c: Context<AppEnv>, problem: ProblemError, onward: { href: string; words: string }) {
  const { status, title, detail } = wordsOf(problem)
  c.set('problemCode', problem.code)
  c.header('Cache-Control', 'no-store')
  return c.html(
    html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} · Reeldesk</title>
<h1>${title}</h1>
<p>${detail}</p>
<p><a href="${onward.href}">${onward.words}</a></p>
<p><small>Request ${c.get('requestId')}</small></p>
`,
    status,
  )
}
