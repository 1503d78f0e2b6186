import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { classes } from '../lib/classes.ts'
import { Icon, type IconName } from './icon.tsx'

type Look = 'plain' | 'quiet' | 'accent' | 'danger'

const BASE =
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none ' +
  'transition-colors aria-disabled:opacity-50 disabled:opacity-50'

const LOOKS: Record<Look, string> = {
  plain:
    'border-edge bg-raised text-ink enabled:not-aria-disabled:hover:bg-hover enabled:not-aria-disabled:active:bg-pressed',
  quiet:
    'border-transparent text-muted enabled:not-aria-disabled:hover:bg-pressed enabled:not-aria-disabled:hover:text-ink',
  accent: 'border-transparent bg-accent text-on-accent enabled:not-aria-disabled:hover:bg-accent-strong',
  danger: 'border-transparent bg-danger-fill text-on-danger enabled:not-aria-disabled:hover:brightness-110',
}

const SIZES = { sm: 'h-7 px-2.5 text-xs', md: 'h-8 px-3 text-sm' }

interface Common extends Omit<ComponentProps<'button'>, 'children'> {
  look?: Look
  size?: keyof typeof SIZES
  /** Why it cannot be pressed now. It stays reachable, so that the reason can be read. */
  unavailable?: string | undefined
}

function availability({ unavailable, onClick, title }: Common) {
  if (unavailable === undefined) return { onClick, title }
  return {
    'aria-disabled': true,
    'aria-description': unavailable,
    title: unavailable,
    onClick: (event: MouseEvent) => {
      event.preventDefault()
      event.stopPropagation()
    },
  }
}

export function Button({
  look = 'plain',
  size = 'md',
  icon,
  children,
  className,
  ...rest
}: Common & { icon?: IconName; children: ReactNode }) {
  const { unavailable: _, ...props } = rest
  return (
    <button
      type="button"
      {...props}
      {...availability(rest)}
      className={classes(BASE, LOOKS[look], SIZES[size], className)}
    >
      {icon && <Icon name={icon} className="-ml-0.5" />}
      {children}
    </button>
  )
}

/** A button that is only an icon: `label` is its name for everyone, `hint` what hovering adds (a key). */
export function IconButton({
  label,
  hint,
  icon,
  look = 'quiet',
  size = 'sm',
  className,
  ...rest
}: Common & { label: string; hint?: string; icon: IconName }) {
  const { unavailable: _, ...props } = rest
  return (
    <button
      type="button"
      aria-label={label}
      {...props}
      {...availability({ title: hint ? `${label} (${hint})` : label, ...rest })}
      className={classes(BASE, LOOKS[look], size === 'sm' ? 'size-7' : 'size-8', className)}
    >
      <Icon name={icon} />
    </button>
  )
}
