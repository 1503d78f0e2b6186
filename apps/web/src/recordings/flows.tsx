/**
 * Mounted once beside the list: the dialogs that rows and the selection open, the shortcuts that act on the selection or
 * on the row where the keyboard stands (list-state.ts), and the watch over deletions under way.
 */
export function RecordingFlows() {
  return null
}
