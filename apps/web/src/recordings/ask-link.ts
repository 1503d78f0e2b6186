import type { LinkPurpose } from '@reeldesk/contract'
import { createAccessLink } from '../api/client.ts'
import { noticeSignedOut } from '../session/signed-out.ts'
import { linksAsked, rememberLinkMade } from './links-made.ts'

/**
 * The one place where the app asks for links. A plain call and no query: what it answers is a secret, kept by nobody but
 * who asked. That it was made is remembered.
 */
export async function askForLink(recordingId: string, purpose: LinkPurpose, seconds: number, signal?: AbortSignal) {
  const madeAt = Date.now()
  try {
    const { accessLink, expires } = await createAccessLink(recordingId, { purpose, validForSeconds: seconds }, signal)
    rememberLinkMade(recordingId, { purpose, madeAt, seconds, expiresAt: expires })
    return { url: accessLink, madeAt, expiresAt: expires }
  } catch (error) {
    noticeSignedOut(error)
    throw error
  } finally {
    linksAsked.set(linksAsked.get() + 1)
  }
}
