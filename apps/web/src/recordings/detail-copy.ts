import type { Recording } from '@reeldesk/contract'

const VENDOR_API = 'https://api.whereby.dev/v1'

/** The facts alone, as the API document names them: what this console knows of deletions is not part of a recording. */
export function asJson(recording: Recording): string {
  const { recordingId, roomSessionId, roomName, filename, startDate, endDate, sizeInMegaBytes } = recording
  return JSON.stringify(
    { recordingId, roomSessionId, roomName, filename, startDate, endDate, sizeInMegaBytes },
    null,
    2,
  )
}

/** The vendor's documented call. The key stays a shell variable: this app never has it. */
export function asCurl({ recordingId }: Pick<Recording, 'recordingId'>): string {
  return [
    `curl --fail --silent --show-error '${VENDOR_API}/recordings/${encodeURIComponent(recordingId)}'`,
    `--header "Authorization: Bearer $WHEREBY_API_KEY"`,
  ].join(' \\\n  ')
}
