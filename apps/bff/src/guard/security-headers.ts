import type { ServerResponse } from 'node:http'
import type { Config } from '../config.ts'

/** No inline script or style, nothing from elsewhere but the media that signed links point to. */
function contentSecurityPolicy(mediaOrigins: string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    `media-src ${["'self'", ...mediaOrigins].join(' ')}`,
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ')
}

/** What every answer carries, whatever its path and however it came about. */
export function securityHeaders({
  mediaOrigins,
  publicOrigin,
}: Pick<Config, 'mediaOrigins' | 'publicOrigin'>): [string, string][] {
  const headers: [string, string][] = [
    ['Content-Security-Policy', contentSecurityPolicy(mediaOrigins)],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'no-referrer'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    [
      'Permissions-Policy',
      'clipboard-write=(self), fullscreen=(self), picture-in-picture=(self), camera=(), geolocation=(), microphone=()',
    ],
    ['X-Frame-Options', 'DENY'],
  ]
  if (publicOrigin.startsWith('https:'))
    headers.push(['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'])
  return headers
}

/** Set before anything looks at the request, so that no error path can forget them. */
export function setSecurityHeaders(outgoing: ServerResponse, headers: [string, string][]): void {
  for (const [name, value] of headers) outgoing.setHeader(name, value)
}
