import type { ListedRecording } from '@reeldesk/contract'

/** Delete and copy links, for everything selected. `recordings` is read when a button is pressed. */
export function SelectionActions(_props: { count: number; recordings: () => ListedRecording[] }) {
  return null
}
