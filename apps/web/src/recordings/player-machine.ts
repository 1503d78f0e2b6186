/** What must survive a change of link. */
export interface Playback {
  positionSeconds: number
  isPaused: boolean
}

/** A link of the player's own: kept in memory only. Times are epoch milliseconds. */
export interface PlayerLink {
  url: string
  madeAt: number
  expiresAt: number
}

export const FROM_THE_START: Playback = { positionSeconds: 0, isPaused: false }

/**
 * `isRescue` says that this link replaces one the browser failed on: a second failure before anything played
 * is the file's fault, not the link's.
 */
export type PlayerState<Failure> =
  | { kind: 'idle' }
  /** Nothing to show until a link arrives. */
  | { kind: 'asking'; resume: Playback; isRescue: boolean }
  /** `renews` until a renewal failed: asking over and over would not help, and a media error asks once more. */
  | { kind: 'playing'; link: PlayerLink; resume: Playback; isRescue: boolean; renews: boolean }
  /** The old link still plays while the next is asked for. */
  | { kind: 'renewing'; link: PlayerLink; resume: Playback; isRescue: boolean }
  | { kind: 'failed'; failure: Failure; resume: Playback }
  /** The network or the media server gave up on a fresh link. */
  | { kind: 'broken'; resume: Playback }
  | { kind: 'unplayable' }

export type PlayerEvent<Failure> =
  | { kind: 'play-pressed' }
  /** Without `playback` nothing of the link before was ever loaded: what was to be resumed still is. */
  | { kind: 'link-arrived'; link: PlayerLink; playback: Playback | undefined }
  | { kind: 'link-failed'; failure: Failure }
  | { kind: 'media-failed'; cause: 'network' | 'format'; playback: Playback | undefined }
  | { kind: 'advanced' }
  | { kind: 'link-due' }

export function stepPlayer<Failure>(state: PlayerState<Failure>, event: PlayerEvent<Failure>): PlayerState<Failure> {
  switch (event.kind) {
    case 'play-pressed':
      if (state.kind === 'idle') return { kind: 'asking', resume: FROM_THE_START, isRescue: false }
      if (state.kind === 'failed' || state.kind === 'broken')
        return { kind: 'asking', resume: { ...state.resume, isPaused: false }, isRescue: false }
      return state
    case 'link-arrived':
      if (state.kind === 'asking')
        return { kind: 'playing', link: event.link, resume: state.resume, isRescue: state.isRescue, renews: true }
      if (state.kind === 'renewing')
        return {
          kind: 'playing',
          link: event.link,
          resume: event.playback ?? state.resume,
          isRescue: false,
          renews: true,
        }
      return state
    case 'link-failed':
      if (state.kind === 'asking') return { kind: 'failed', failure: event.failure, resume: state.resume }
      // The old link may well outlast the file.
      if (state.kind === 'renewing') return { ...state, kind: 'playing', renews: false }
      return state
    case 'media-failed':
      if (state.kind !== 'playing' && state.kind !== 'renewing') return state
      return mediaFailed(state.isRescue, event.cause, event.playback ?? state.resume)
    case 'advanced':
      return state.kind === 'playing' && state.isRescue ? { ...state, isRescue: false } : state
    case 'link-due':
      if (state.kind !== 'playing' || !state.renews) return state
      return { kind: 'renewing', link: state.link, resume: state.resume, isRescue: state.isRescue }
  }
}

function mediaFailed(isRescue: boolean, cause: 'network' | 'format', resume: Playback): PlayerState<never> {
  if (!isRescue) return { kind: 'asking', resume, isRescue: true }
  return cause === 'format' ? { kind: 'unplayable' } : { kind: 'broken', resume }
}

const LONGEST_MARGIN_MS = 30_000
const MARGIN_SHARE = 0.2

/** When to ask for the next link: 30 s before the end, or at four fifths of a short life. */
export function renewalDueAt(link: PlayerLink): number {
  return link.expiresAt - Math.min(LONGEST_MARGIN_MS, (link.expiresAt - link.madeAt) * MARGIN_SHARE)
}

/** A paused or fully buffered recording needs no new link: each one is a bearer secret and an entry in the trail. */
export function needsRenewal(link: PlayerLink, now: number, playback: Playback & { isBuffered: boolean }): boolean {
  return now >= renewalDueAt(link) && !playback.isPaused && !playback.isBuffered
}

/** Safari and Firefox do not play Matroska; Chromium does for some codecs only. Then a download is the honest offer. */
export function isUnplayable(filename: string, canPlay: (mime: string) => boolean): boolean {
  return /\.mkv$/i.test(filename) && !canPlay('video/x-matroska') && !canPlay('video/matroska')
}
