import { type ComponentProps, useEffect, useRef } from 'react'
import { classes } from '../lib/classes.ts'

/** The platform's own checkbox, drawn by us. `mixed` is the third state: some, not all. */
export function Checkbox({
  mixed = false,
  className,
  ...props
}: Omit<ComponentProps<'input'>, 'type'> & { mixed?: boolean }) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = mixed
  }, [mixed])
  return <input ref={box} type="checkbox" {...props} className={classes('checkbox', className)} />
}
