import type { ListedRecording } from '@reeldesk/contract'
import { asApiError } from '../api/error.ts'
import { m } from '../i18n/messages.ts'
import { closeToast, showToast } from '../ui/toast-store.ts'
import { askForLink } from './ask-link.ts'
import { flow } from './flow.ts'
import { LinkFailure, linkFailure } from './link-failure.tsx'
import { endsAt, lifetimeWords, linkPromise } from './link-words.ts'

type Linkable = Pick<ListedRecording, 'recordingId' | 'filename'>

/**
 * Called inside a press: the clipboard is written to before the link is there, with a promise of it, because Safari and
 * Firefox refuse a write that comes after the answer.
 */
export async function copyLink(recording: Linkable, seconds: number): Promise<void> {
  const id = `link:${recording.recordingId}`
  const asked = askForLink(recording.recordingId, 'share', seconds)
  const written = writeToClipboard(asked.then(({ url }) => url))
  const making = m.link_making()
  showToast({ id, tone: 'neutral', body: making, announcement: making, life: 'until-closed' })
  try {
    const { url, expiresAt } = await asked
    if (await written) {
      const words = linkPromise(seconds, expiresAt, Date.now())
      showToast({ id, tone: 'good', body: words, announcement: words, life: 8_000 })
    } else {
      closeToast(id)
      flow.set({ kind: 'link-by-hand', filename: recording.filename, url, seconds, expiresAt })
    }
  } catch (error) {
    const failure = asApiError(error)
    const words = linkFailure(failure)
    const again = failure.code === 'not_hosted' || failure.code === 'recording_gone' || failure.code === 'forbidden'
    showToast({
      id,
      tone: 'bad',
      body: <LinkFailure error={failure} />,
      announcement: words,
      ...(again ? {} : { action: { label: m.retry(), run: () => void copyLink(recording, seconds) } }),
      life: 'until-closed',
    })
  }
}

/** True once it is there; false where the browser has no clipboard, or refuses it. */
async function writeToClipboard(text: Promise<string>): Promise<boolean> {
  try {
    const blob = text.then((words) => new Blob([words], { type: 'text/plain' }))
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })])
    return true
  } catch {
    return false
  }
}

/** For text that is there already. */
export const copyText = (text: string): Promise<boolean> => writeToClipboard(Promise.resolve(text))

export const untilWords = (seconds: number, expiresAt: number, now: number) =>
  m.link_until({ lifetime: lifetimeWords(seconds), until: endsAt(expiresAt, now) })
