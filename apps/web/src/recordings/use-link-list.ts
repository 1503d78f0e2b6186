import type { ListedRecording } from '@reeldesk/contract'
import { useEffect, useRef, useState } from 'react'
import { type ApiError, asApiError } from '../api/error.ts'
import { askForLink } from './ask-link.ts'
import { type Bearing, type LinkList, makeLinks } from './link-list.ts'

/** Failures that the next recording would meet too: making the list stops there and can go on. */
function bearingOf(error: ApiError): Bearing {
  if (error.isRateLimit) return { kind: 'wait', ms: Math.max(1_000, (error.retryAt ?? 0) - Date.now()) }
  const isOfThisOne =
    error.code === 'not_hosted' || error.code === 'recording_gone' || error.code === 'upstream_rejected'
  return isOfThisOne ? { kind: 'this-one' } : { kind: 'all' }
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/** The list under way; it stops when its sheet goes. */
export function useLinkList(recordings: readonly ListedRecording[]) {
  const [list, setList] = useState<LinkList<ApiError>>()
  const controller = useRef<AbortController>(undefined)
  useEffect(() => () => controller.current?.abort(), [])
  return {
    list,
    stop: () => controller.current?.abort(),
    make: (seconds: number) => {
      controller.current?.abort()
      const current = new AbortController()
      controller.current = current
      const { signal } = current
      void makeLinks(
        recordings.map(({ recordingId, filename }) => ({ recordingId, filename })),
        list,
        signal,
        {
          ask: (recordingId) => askForLink(recordingId, 'share', seconds, signal),
          failureOf: asApiError,
          bearingOf,
          now: Date.now,
          wait,
          onChange: setList,
        },
      )
    },
  }
}
