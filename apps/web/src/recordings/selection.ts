import type { ListedRecording } from '@reeldesk/contract'
import { createStore, useStore } from '../lib/store.ts'
import { durationOf } from './duration.ts'

/** What is selected, by recording id, with the facts its bar needs: it outlives sorting, filtering and refreshing. */
export interface Selection {
  readonly items: ReadonlyMap<string, ListedRecording>
  readonly count: number
  readonly megaBytes: number
  readonly durationMs: number
  /** Selected recordings whose duration is not known: the total is then "at least". */
  readonly durationUnknown: number
}

const NOTHING: Selection = { items: new Map(), count: 0, megaBytes: 0, durationMs: 0, durationUnknown: 0 }

export function createSelection() {
  const store = createStore(NOTHING)
  // One map, changed in place: a snapshot per press would copy 100,000 entries each time. Snapshots carry the totals.
  let items = new Map<string, ListedRecording>()
  let anchor: string | undefined
  /** What the range in hand has added: drawn back when it is extended elsewhere. */
  let range: string[] = []

  function add(recording: ListedRecording, to: Selection): Selection {
    if (items.has(recording.recordingId)) return to
    items.set(recording.recordingId, recording)
    return weigh(to, recording, 1)
  }

  function drop(recordingId: string, from: Selection): Selection {
    const recording = items.get(recordingId)
    if (!recording) return from
    items.delete(recordingId)
    return weigh(from, recording, -1)
  }

  function weigh(from: Selection, recording: ListedRecording, sign: 1 | -1): Selection {
    const duration = durationOf(recording)
    return {
      items,
      count: items.size,
      megaBytes: items.size === 0 ? 0 : from.megaBytes + sign * recording.sizeInMegaBytes,
      durationMs: from.durationMs + sign * (duration.known ? duration.ms : 0),
      durationUnknown: from.durationUnknown + sign * (duration.known ? 0 : 1),
    }
  }

  return {
    ...store,
    toggle(recording: ListedRecording) {
      const { recordingId } = recording
      anchor = recordingId
      range = []
      store.set(items.has(recordingId) ? drop(recordingId, store.get()) : add(recording, store.get()))
    },
    /** From the row selected last, or from `from`, to `to`: a range started before is drawn anew. */
    extend(
      rows: { items: readonly ListedRecording[]; indexOf(id: string): number | undefined },
      from: string,
      to: string,
    ) {
      const end = rows.indexOf(to)
      if (end === undefined) return
      if (anchor === undefined || rows.indexOf(anchor) === undefined) {
        anchor = from
        range = []
      }
      const start = rows.indexOf(anchor) ?? end
      let next = store.get()
      for (const recordingId of range) next = drop(recordingId, next)
      range = []
      for (const recording of rows.items.slice(Math.min(start, end), Math.max(start, end) + 1)) {
        if (items.has(recording.recordingId)) continue
        range.push(recording.recordingId)
        next = add(recording, next)
      }
      store.set(next)
    },
    addAll(recordings: Iterable<ListedRecording>) {
      range = []
      let next = store.get()
      for (const recording of recordings) next = add(recording, next)
      store.set(next)
    },
    remove(recordingIds: Iterable<string>) {
      range = []
      let next = store.get()
      for (const recordingId of recordingIds) next = drop(recordingId, next)
      store.set(next)
    },
    clear() {
      items = new Map()
      anchor = undefined
      range = []
      store.set(NOTHING)
    },
  }
}

/** The one selection of this window. */
export const selection = createSelection()

export const useSelection = () => useStore(selection)
