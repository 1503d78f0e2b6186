import type { ListedRecording } from '@reeldesk/contract'

/** What this console is about to do to a recording, or has tried to. */
export function DeletionState(_props: { recording: ListedRecording; tabIndex: 0 | -1 }) {
  return null
}
