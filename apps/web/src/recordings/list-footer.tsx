import { m } from '../i18n/messages.ts'
import { formats } from '../lib/format.ts'
import { Button } from '../ui/button.tsx'
import { Spinner } from '../ui/spinner.tsx'
import { Problem } from './problem.tsx'
import type { RecordingsList } from './use-recordings.ts'

/** The end of what is loaded: more, why there is no more, or that this is all. */
export function ListFooter({ list }: { list: RecordingsList }) {
  if (list.moreError) {
    return (
      <div className="list-footer flex-wrap">
        <Problem error={list.moreError} what={m.list_more_failed()} onRetry={list.loadMore} />
      </div>
    )
  }
  if (!list.hasMore) {
    const count = list.rows.count
    return <p className="list-footer">{m.list_end({ count, shown: formats.number(count) })}</p>
  }
  return (
    <div className="list-footer">
      {list.isLoadingMore ? (
        <>
          <Spinner label={m.list_loading_more()} />
          <span aria-hidden="true">{m.list_loading_more()}</span>
        </>
      ) : (
        <Button size="sm" onClick={list.loadMore}>
          {m.list_load_more()}
        </Button>
      )}
    </div>
  )
}
