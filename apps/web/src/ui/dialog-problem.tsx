import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** What went wrong inside a dialog or panel, beside what the person had entered: nothing of that is lost. */
export function InlineProblem({ detail, children }: { detail?: ReactNode; children: ReactNode }) {
  return (
    <div role="alert" className="flex items-start gap-2 rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
      <Icon name="warning" className="mt-0.5" />
      <div className="min-w-0 flex-1">
        <p>{children}</p>
        {detail && <p className="mt-0.5 text-xs break-all">{detail}</p>}
      </div>
    </div>
  )
}
