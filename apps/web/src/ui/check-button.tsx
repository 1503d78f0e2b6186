import type { ComponentProps } from 'react'

/** A checkbox for every row of a list: a button with that role is a third of what an input costs to draw. */
export function CheckButton({
  label,
  checked,
  ...props
}: Omit<ComponentProps<'button'>, 'role' | 'type' | 'className'> & { label: string; checked: boolean }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above; Space, focus and disabling are the button's own
    <button type="button" role="checkbox" aria-checked={checked} aria-label={label} className="checkbox" {...props} />
  )
}
