import { type ComponentProps, type ReactNode, useId } from 'react'
import { classes } from '../lib/classes.ts'

export const FIELD =
  'h-8 min-w-0 rounded-md border border-control bg-canvas px-2.5 text-sm text-ink disabled:opacity-60 aria-invalid:border-danger'

/** A text field under its label, with what helps (`hint`) or stands in the way (`problem`) below it. */
export function Field({
  label,
  hint,
  problem,
  className,
  ...input
}: ComponentProps<'input'> & { label: string; hint?: ReactNode; problem?: string | undefined }) {
  const id = useId()
  const says = problem ?? hint
  return (
    <div className={classes('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="text-xs font-medium text-muted">
        {label}
      </label>
      <input
        id={id}
        autoComplete="off"
        {...input}
        aria-invalid={problem !== undefined || undefined}
        aria-describedby={says ? `${id}-says` : undefined}
        className={FIELD}
      />
      {says && (
        <p id={`${id}-says`} className={classes('text-xs', problem ? 'text-danger' : 'text-faint')}>
          {says}
        </p>
      )}
    </div>
  )
}
