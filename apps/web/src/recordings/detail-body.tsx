import type { ListedRecording } from '@reeldesk/contract'
import { m } from '../i18n/messages.ts'
import { useSession } from '../session/session.ts'
import { DeletionState, hasState } from './deletion-state.tsx'
import { DetailActions } from './detail-actions.tsx'
import { DetailActivity } from './detail-activity.tsx'
import { DetailFacts } from './detail-facts.tsx'
import { DetailLinks } from './detail-links.tsx'
import { DetailSection } from './detail-section.tsx'
import { DetailSession } from './detail-session.tsx'
import { PlayerStage } from './player-stage.tsx'

/** Everything about one recording, most used first. */
export function DetailBody({ recording }: { recording: ListedRecording }) {
  const session = useSession()
  return (
    <>
      <PlayerStage recording={recording} />
      <DetailActions recording={recording} />
      {hasState(recording) && (
        <DetailSection title={m.column_state()}>
          <p className="flex items-center gap-2">
            <DeletionState recording={recording} tabIndex={0} />
          </p>
        </DetailSection>
      )}
      <DetailFacts recording={recording} />
      <DetailSession recording={recording} />
      <DetailLinks recordingId={recording.recordingId} />
      {session?.permissions.includes('audit.read') && <DetailActivity recordingId={recording.recordingId} />}
    </>
  )
}
