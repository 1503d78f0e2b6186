import type { FaultRoom } from '../world/rooms.ts'
import type { Fault } from './fault.ts'

type Standing = Pick<Fault, 'operation' | 'failure'>

const refused = (status: number) => ({ kind: 'status', status, carriedOut: false }) as const

/** What happens to the recordings of each fault room, whoever asks. The README tells the stories behind them. */
const BY_ROOM: Record<FaultRoom, Standing[]> = {
  '/legacy-imports': [{ operation: 'createAccessLink', failure: refused(500) }],
  '/legacy-legal-hold': [
    { operation: 'deleteRecording', failure: refused(403) },
    { operation: 'bulkDeleteRecordings', failure: { kind: 'ignore-delete' } },
  ],
  '/legacy-quota-pilot': [
    { operation: 'deleteRecording', failure: { kind: 'ignore-delete' } },
    { operation: 'bulkDeleteRecordings', failure: { kind: 'ignore-delete' } },
  ],
  '/legacy-migrated': [
    { operation: 'getRecording', failure: refused(404) },
    { operation: 'createAccessLink', failure: refused(404) },
  ],
  '/legacy-nordic-region': [{ operation: 'deleteRecording', failure: refused(503) }],
  '/legacy-tape-archive': [
    { operation: 'getRecording', failure: { kind: 'slow', ms: 3000 } },
    { operation: 'createAccessLink', failure: { kind: 'slow', ms: 3000 } },
  ],
  '/legacy-webinars': [{ operation: 'getMedia', failure: { kind: 'damaged-media' } }],
}

export const STANDING_FAULTS: Fault[] = Object.entries(BY_ROOM).flatMap(([roomName, faults]) =>
  faults.map((fault) => ({ ...fault, match: { roomName } })),
)
