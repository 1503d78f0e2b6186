import type { ComponentProps } from 'react'
import { classes } from '../lib/classes.ts'

/** The platform's own checkbox, drawn by us. For forms; a list has its check buttons. */
export function Checkbox({ className, ...props }: Omit<ComponentProps<'input'>, 'type'>) {
  return <input type="checkbox" {...props} className={classes('checkbox', className)} />
}
