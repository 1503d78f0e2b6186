import { useState } from 'react'
import type { ApiError } from '../api/error.ts'
import { m } from '../i18n/messages.ts'
import { formats } from '../lib/format.ts'
import { Button } from '../ui/button.tsx'
import { FIELD } from '../ui/dialog-field.tsx'
import { copyText } from './copy-link.tsx'
import type { LinkList } from './link-list.ts'
import { linkListCsv, linkListText } from './link-list-text.ts'

type Copied = { kind: 'no' } | { kind: 'copied'; as: 'text' | 'csv' } | { kind: 'refused'; text: string }

const until = (expiresAt: number) => m.links_until({ until: formats.dateTimeLong(expiresAt) })

/** What is there so far, to copy as text or for a spreadsheet. */
export function LinkListResult({ list: { made } }: { list: LinkList<ApiError> }) {
  const [copied, setCopied] = useState<Copied>({ kind: 'no' })
  const copy = async (as: 'text' | 'csv') => {
    const header: [string, string, string] = [m.column_recording(), m.links_column_link(), m.links_column_ends()]
    const text = as === 'text' ? linkListText(made, until) : linkListCsv(made, header)
    setCopied((await copyText(text)) ? { kind: 'copied', as } : { kind: 'refused', text })
  }
  if (made.length === 0) return null
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Button icon="copy" onClick={() => void copy('text')}>
          {m.links_copy_text({ count: made.length })}
        </Button>
        <Button icon="copy" onClick={() => void copy('csv')}>
          {m.links_copy_csv()}
        </Button>
        <span role="status" className="text-sm text-good">
          {copied.kind === 'copied' && m.links_copied()}
        </span>
      </div>
      {copied.kind === 'refused' && (
        <>
          <p className="text-sm text-warn">{m.link_by_hand()}</p>
          <textarea
            readOnly
            rows={8}
            aria-label={m.links_list()}
            value={copied.text}
            ref={(field) => field?.select()}
            className={`${FIELD} h-auto resize-none py-2 font-mono text-xs`}
          />
        </>
      )}
      <p className="text-xs text-faint">{m.links_anyone()}</p>
    </div>
  )
}
