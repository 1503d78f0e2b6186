import type { ListedRecording } from '@reeldesk/contract'
import { lazy, Suspense } from 'react'
import { useShortcut } from '../lib/shortcuts.ts'
import { useStore } from '../lib/store.ts'
import { useUnavailable } from '../session/session.ts'
import { presenting } from '../shell/presenting.ts'
import { copyLink } from './copy-link.tsx'
import { useLinkMaximum } from './copy-link-button.tsx'
import { closeFlow, flow } from './flow.ts'
import { defaultLifetime } from './link-lifetime.ts'
import { currentRecording } from './list-state.ts'
import { usePlay } from './play.ts'
import { selection } from './selection.ts'

const DeleteDialog = lazy(() => import('./delete-dialog.tsx'))
const LinkSheet = lazy(() => import('./link-sheet.tsx'))
const LinkLifetimeDialog = lazy(() => import('./link-lifetime-dialog.tsx'))
const LinkByHandDialog = lazy(() => import('./link-by-hand-dialog.tsx'))

/** Mounted once beside the list: the dialogs that rows and the selection open, and the keys that do the same. */
export function RecordingFlows() {
  useRecordingKeys()
  return (
    <Suspense>
      <OpenFlow />
    </Suspense>
  )
}

function OpenFlow() {
  const open = useStore(flow)
  switch (open.kind) {
    case 'none':
      return null
    case 'delete':
      return <DeleteDialog recordings={open.recordings} onClose={closeFlow} />
    case 'link-list':
      return <LinkSheet recordings={open.recordings} onClose={closeFlow} />
    case 'link-lifetime':
      return <LinkLifetimeDialog recording={open.recording} onClose={closeFlow} />
    case 'link-by-hand':
      return <LinkByHandDialog link={open} onClose={closeFlow} />
  }
}

/** What a key acts on: everything selected, else the row where the keyboard stands. */
function targets(): ListedRecording[] {
  const { items, count } = selection.get()
  if (count > 0) return [...items.values()]
  const recording = currentRecording()
  return recording ? [recording] : []
}

function useRecordingKeys(): void {
  const canShare = useUnavailable('recordings.share') === undefined
  const canDelete = useUnavailable('recordings.delete') === undefined
  const isPresenting = useStore(presenting)
  const maximum = useLinkMaximum()
  const play = usePlay()

  useShortcut(
    'recording.play',
    () => {
      const recording = currentRecording()
      if (!recording) return false
      play(recording.recordingId)
    },
    canShare,
  )
  useShortcut(
    'recording.copyLink',
    () => {
      const recordings = targets()
      const [only] = recordings
      if (!only) return false
      if (recordings.length > 1) flow.set({ kind: 'link-list', recordings })
      else void copyLink(only, defaultLifetime(maximum))
    },
    canShare,
  )
  useShortcut(
    'recording.delete',
    () => {
      const recordings = targets()
      if (recordings.length === 0) return false
      flow.set({ kind: 'delete', recordings })
    },
    canDelete && !isPresenting,
  )
}
