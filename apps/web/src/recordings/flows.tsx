import type { ListedRecording } from '@reeldesk/contract'
import { lazy, Suspense, useEffect } from 'react'
import { m } from '../i18n/messages.ts'
import { useShortcut } from '../lib/shortcuts.ts'
import { useStore } from '../lib/store.ts'
import { useUnavailable } from '../session/session.ts'
import { presenting } from '../shell/presenting.ts'
import { LoadBoundary } from '../ui/load-boundary.tsx'
import { showToast } from '../ui/toast-store.ts'
import { copyLink } from './copy-link.tsx'
import { useLinkMaximum } from './copy-link-button.tsx'
import { closeFlow, flow } from './flow.ts'
import { defaultLifetime } from './link-lifetime.ts'
import { currentRecording } from './list-state.ts'
import { usePlay } from './play.ts'
import { selection } from './selection.ts'

const PARTS = {
  delete: () => import('./delete-dialog.tsx'),
  linkSheet: () => import('./link-sheet.tsx'),
  linkLifetime: () => import('./link-lifetime-dialog.tsx'),
  linkByHand: () => import('./link-by-hand-dialog.tsx'),
}
const DeleteDialog = lazy(PARTS.delete)
const LinkSheet = lazy(PARTS.linkSheet)
const LinkLifetimeDialog = lazy(PARTS.linkLifetime)
const LinkByHandDialog = lazy(PARTS.linkByHand)

/** Long after the first rows, so that a press then opens its dialog within a frame, and offline too. */
const AHEAD_MS = 2_000

function useLoadedAhead(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      // What fails here is loaded, or said to have failed, when it is needed.
      for (const load of Object.values(PARTS)) load().catch(() => {})
    }, AHEAD_MS)
    return () => clearTimeout(timer)
  }, [])
}

/** Mounted once beside the list: the dialogs that rows and the selection open, and the keys that do the same. */
export function RecordingFlows() {
  useRecordingKeys()
  useLoadedAhead()
  const { kind } = useStore(flow)
  return (
    <LoadBoundary key={kind} onFail={sayNotLoaded}>
      <Suspense>
        <OpenFlow />
      </Suspense>
    </LoadBoundary>
  )
}

function sayNotLoaded(): void {
  closeFlow()
  const words = m.part_not_loaded()
  showToast({
    id: 'not-loaded',
    tone: 'bad',
    body: words,
    announcement: words,
    action: { label: m.reload(), run: () => location.reload() },
    life: 'until-closed',
  })
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
