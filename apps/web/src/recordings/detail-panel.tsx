/** One recording, as a panel over the list. */
export function DetailPanel({ recordingId }: { recordingId: string }) {
  return <p>{recordingId}</p>
}
