import type { ListedRecording } from '@reeldesk/contract'

/** Play, copy link ▾, delete. `tabIndex` is 0 in the row that holds the keyboard's place and -1 in all others. */
export function RowActions(_props: { recording: ListedRecording; tabIndex: 0 | -1 }) {
  return null
}
