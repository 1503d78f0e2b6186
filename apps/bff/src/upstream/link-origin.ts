import { type AccessLink, LINK_SECONDS } from '@reeldesk/contract'
import { UpstreamError } from './errors.ts'

/** Room for a clock of theirs or ours that is off. */
const CLOCK_TOLERANCE_MS = 5 * 60_000

/**
 * A link is shown to people and fed to players, so it must lead to a place that the settings name, over https.
 * `mediaOrigins` holds an `http:` origin only where upstream itself is on loopback.
 */
export function assertLinkIsOurs({ accessLink, expires }: AccessLink, mediaOrigins: string[], now: number): void {
  const url = URL.canParse(accessLink) ? new URL(accessLink) : null
  if (url === null || !mediaOrigins.includes(url.origin) || url.username !== '' || url.password !== '') {
    throw new UpstreamError({ kind: 'invalid', what: 'a link to a place not in MEDIA_ORIGINS' })
  }
  const latest = now + LINK_SECONDS.max * 1000 + CLOCK_TOLERANCE_MS
  if (expires < now - CLOCK_TOLERANCE_MS || expires > latest) {
    throw new UpstreamError({ kind: 'invalid', what: 'an expiry out of range' })
  }
}
