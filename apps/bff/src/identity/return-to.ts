const ANYWHERE = 'https://reeldesk.invalid'

/** Only a place inside the app: a way to another site would be told by us, under our name. Anything else is the front page. */
export function safeReturnTo(wanted: string | undefined): string {
  if (wanted === undefined || !/^\/(?![/\\])/.test(wanted) || /[\\\p{Cc}]/u.test(wanted)) return '/'
  if (!URL.canParse(wanted, ANYWHERE)) return '/'
  const { origin, pathname, search, hash } = new URL(wanted, ANYWHERE)
  const isPage = origin === ANYWHERE && !pathname.startsWith('//') && !/^\/(?:api|auth)(?:\/|$)/i.test(pathname)
  return isPage ? pathname + search + hash : '/'
}
