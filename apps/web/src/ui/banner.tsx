import type { ReactNode } from 'react'
import { classes } from '../lib/classes.ts'
import { Icon, type IconName } from './icon.tsx'

const TONES = {
  info: 'bg-hover text-ink',
  warn: 'bg-warn-soft text-warn',
  danger: 'bg-danger-soft text-danger',
}

/** One line above the content that stays until its reason is gone. `urgent` interrupts a screen reader, the rest waits. */
export function Banner({
  tone = 'info',
  icon = 'info',
  urgent = false,
  action,
  children,
}: {
  tone?: keyof typeof TONES
  icon?: IconName
  urgent?: boolean
  action?: ReactNode
  children: ReactNode
}) {
  return (
    <div
      role={urgent ? 'alert' : 'status'}
      className={classes(
        'flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-4 py-1 text-sm',
        TONES[tone],
      )}
    >
      <Icon name={icon} />
      <p className="min-w-0 flex-1">{children}</p>
      {action}
    </div>
  )
}
