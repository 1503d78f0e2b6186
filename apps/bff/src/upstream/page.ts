import type { Recording } from '@reeldesk/contract'

/** A page of the list. `json` is `{results, cursor}` of the contract and nothing more, fit to go out as it is. */
export interface UpstreamPage {
  cursor: string | null
  json: Buffer
}

export function pageOf({ results, cursor }: { results: Recording[]; cursor: string | null }): UpstreamPage {
  return { cursor, json: Buffer.from(JSON.stringify({ results, cursor })) }
}

export function recordingsOf(json: UpstreamPage['json']): Recording[] {
  const { results }: { results: Recording[] } = JSON.parse(json.toString())
  return results
}
