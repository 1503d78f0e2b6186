import { type Dispatcher, request } from 'undici'

/** A browser without a screen: cookies for each origin, redirects followed, forms filled in. */
export interface Visitor {
  /** Goes there as a navigation does, through every redirect. */
  visit(address: string, init?: RequestInit): Promise<Page>
  /** Sends the only form of a page. */
  submit(page: Page, fields: Record<string, string>): Promise<Page>
  /** One request, no redirect followed. */
  fetch(address: string, init?: RequestInit): Promise<Response>
  cookies(origin: string): Map<string, string>
}

export interface Page {
  url: string
  status: number
  text: string
  headers: Headers
}

const AS_NAVIGATION = { Accept: 'text/html', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }

/** Node's own fetch says `Sec-Fetch-Mode: cors` whatever it is told, and proxies rightly send no script to a sign-in page. */
async function ask(address: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers)
  const { body = null, method = 'GET' } = init
  if (body instanceof URLSearchParams) headers.set('Content-Type', 'application/x-www-form-urlencoded')
  const answer = await request(address, {
    method: method as Dispatcher.HttpMethod,
    headers: Object.fromEntries(headers),
    body: body === null ? null : String(body),
  })
  const text = await answer.body.text()
  const lines = Object.entries(answer.headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  )
  const status = answer.statusCode
  return new Response(status === 204 || status === 304 ? null : text, { status, headers: new Headers(lines) })
}

export function createVisitor(): Visitor {
  const jars = new Map<string, Map<string, string>>()
  const jarOf = (origin: string) => {
    const jar = jars.get(origin) ?? new Map<string, string>()
    jars.set(origin, jar)
    return jar
  }

  async function fetchOnce(address: string, init: RequestInit = {}): Promise<Response> {
    const jar = jarOf(new URL(address).origin)
    const headers = new Headers(init.headers)
    if (jar.size > 0) headers.set('Cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await ask(address, { ...init, headers })
    for (const line of response.headers.getSetCookie()) keep(jar, line)
    return response
  }

  async function visit(address: string, init: RequestInit = {}): Promise<Page> {
    let url = address
    let step: RequestInit = { ...init, headers: { ...AS_NAVIGATION, ...init.headers } }
    for (let hops = 0; hops < 20; hops += 1) {
      const response = await fetchOnce(url, step)
      const location = response.headers.get('Location')
      if (location === null || response.status < 300 || response.status > 399)
        return { url, status: response.status, text: await response.text(), headers: response.headers }
      url = new URL(location, url).href
      step = { headers: AS_NAVIGATION }
    }
    throw new Error(`redirected without end, last to ${url}`)
  }

  return {
    visit,
    fetch: fetchOnce,
    cookies: jarOf,
    submit: ({ url, text }, fields) => {
      const action = /<form[^>]*\baction="([^"]*)"/.exec(text)?.[1] ?? url
      const hidden = [...text.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) => [
        /name="([^"]*)"/.exec(tag)?.[1] ?? '',
        /value="([^"]*)"/.exec(tag)?.[1] ?? '',
      ])
      const body = new URLSearchParams({ ...Object.fromEntries(hidden), ...fields })
      return visit(new URL(action, url).href, { method: 'POST', body })
    },
  }
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
  const at = pair.indexOf('=')
  const expires = attributes.find((attribute) => /^expires=/i.test(attribute))?.slice(8)
  const isOver =
    attributes.some((attribute) => /^max-age=0$/i.test(attribute)) || Date.parse(expires ?? '') <= Date.now()
  if (isOver) jar.delete(pair.slice(0, at))
  else jar.set(pair.slice(0, at), pair.slice(at + 1))
}
