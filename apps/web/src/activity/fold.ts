import type { AuditEvent } from '@reeldesk/contract'

/** One line of the trail: an outcome with the intent it settles, or an entry that stands alone. */
export interface Line {
  event: AuditEvent
  /** The intent that `event` settles, where this list holds it. */
  intent: AuditEvent | undefined
  /** An intent that nothing in this list settles: it was committed, and what came of it is not known here. */
  isUnsettled: boolean
}

/** Newest first, as the trail is listed. An intent whose outcome is listed is folded into that outcome's line. */
export function foldIntents(events: readonly AuditEvent[]): Line[] {
  const settled = new Set<number>()
  const intents = new Map<number, AuditEvent>()
  for (const event of events) {
    if (event.intentSequence !== undefined) settled.add(event.intentSequence)
    if (event.outcome === 'intended') intents.set(event.sequence, event)
  }
  return events
    .filter((event) => event.outcome !== 'intended' || !settled.has(event.sequence))
    .map((event) => ({
      event,
      intent: event.intentSequence === undefined ? undefined : intents.get(event.intentSequence),
      isUnsettled: event.outcome === 'intended',
    }))
}
