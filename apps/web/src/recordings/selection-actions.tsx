import type { ListedRecording } from '@reeldesk/contract'
import { m } from '../i18n/messages.ts'
import { useUnavailable } from '../session/session.ts'
import { useMask } from '../shell/presenting.ts'
import { Button } from '../ui/button.tsx'
import { flow } from './flow.ts'

/** Delete and copy links, for everything selected. `recordings` is read when a button is pressed. */
export function SelectionActions({ count, recordings }: { count: number; recordings: () => ListedRecording[] }) {
  const mask = useMask()
  const cannotShare = useUnavailable('recordings.share')
  const cannotDelete = useUnavailable('recordings.delete')
  return (
    <>
      <Button
        size="sm"
        icon="link"
        unavailable={cannotShare}
        onClick={() => flow.set({ kind: 'link-list', recordings: recordings() })}
      >
        {m.copy_links()}
      </Button>
      {!mask.on && (
        <Button
          size="sm"
          look="danger"
          icon="trash"
          unavailable={cannotDelete}
          onClick={() => flow.set({ kind: 'delete', recordings: recordings() })}
        >
          {m.delete_count({ count })}
        </Button>
      )}
    </>
  )
}
