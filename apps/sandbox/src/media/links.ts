import { createHmac, timingSafeEqual } from 'node:crypto'

export interface MediaLinks {
  make(
    recording: { recordingId: string; filename: string },
    validForSeconds: number,
  ): { accessLink: string; expires: number }
  /** Says nothing of whether the recording is still there. */
  admits(recordingId: string, expires: string | undefined, signature: string | undefined): boolean
}

/** Pre-signed, like a storage service's: whoever has the link has the file, until it expires. */
export function createMediaLinks(options: { secret: string; origin: () => string; clock: () => number }): MediaLinks {
  const { secret, origin, clock } = options
  const sign = (recordingId: string, expires: string) =>
    createHmac('sha256', secret).update(`${recordingId} ${expires}`).digest('hex')
  return {
    make: ({ recordingId, filename }, validForSeconds) => {
      const expires = clock() + validForSeconds * 1000
      const url = new URL(`/media/${recordingId}/${encodeURIComponent(filename)}`, origin())
      url.searchParams.set('expires', String(expires))
      url.searchParams.set('signature', sign(recordingId, String(expires)))
      return { accessLink: url.href, expires }
    },
    admits: (recordingId, expires = '', signature = '') => {
      const expected = Buffer.from(sign(recordingId, expires))
      const given = Buffer.from(signature)
      return expected.length === given.length && timingSafeEqual(expected, given) && clock() < Number(expires)
    },
  }
}
