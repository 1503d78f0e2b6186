import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

export interface Clip {
  bytes: Uint8Array<ArrayBuffer>
  type: string
  etag: string
}

const TYPES: Record<string, string> = { '.mp4': 'video/mp4', '.mkv': 'video/x-matroska' }

/** The clips by file name. All of them together are well under 2 MB: kept in memory. */
export function loadClips(folder: string): ReadonlyMap<string, Clip> {
  const files = readdirSync(folder).filter((file) => extname(file) in TYPES)
  return new Map(
    files.map((file) => {
      const bytes = new Uint8Array(readFileSync(join(folder, file)))
      const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 24)}"`
      return [file, { bytes, type: TYPES[extname(file)] ?? '', etag }]
    }),
  )
}
