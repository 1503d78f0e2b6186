import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/** One sentence, one action. `detail` is for what a person may pass on, such as a request id. */
export function EmptyState({
  icon,
  title,
  detail,
  action,
  urgent = false,
}: {
  icon: IconName
  title: string
  detail?: ReactNode
  action?: ReactNode
  urgent?: boolean
}) {
  return (
    <div role={urgent ? 'alert' : undefined} className="flex flex-col items-center gap-3 px-6 py-20 text-center">
      <span className="grid size-10 place-items-center rounded-full bg-hover text-faint">
        <Icon name={icon} />
      </span>
      <p className="max-w-sm text-md text-balance">{title}</p>
      {detail && <div className="max-w-md text-xs text-muted">{detail}</div>}
      {action}
    </div>
  )
}
