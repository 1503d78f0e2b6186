import type { ReactNode } from 'react'
import { classes } from '../lib/classes.ts'

const TONES = {
  quiet: 'bg-hover text-muted',
  outline: 'ring-1 ring-edge ring-inset text-muted',
  accent: 'bg-chosen text-accent',
  warn: 'bg-warn-soft text-warn',
  danger: 'bg-danger-soft text-danger',
  good: 'bg-good-soft text-good',
}

export function Badge({
  tone = 'quiet',
  title,
  children,
}: {
  tone?: keyof typeof TONES
  title?: string
  children: ReactNode
}) {
  return (
    <span
      title={title}
      className={classes(
        'inline-flex h-5 shrink-0 items-center gap-1 rounded-sm px-1.5 text-2xs font-medium whitespace-nowrap',
        TONES[tone],
      )}
    >
      {children}
    </span>
  )
}
