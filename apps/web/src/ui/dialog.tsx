import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { m } from '../i18n/messages.ts'
import { classes } from '../lib/classes.ts'
import { IconButton } from './button.tsx'

const WIDTHS = { sm: 'w-[26rem]', md: 'w-[34rem]', lg: 'w-[46rem]' }

/**
 * The platform's modal dialog: it traps focus, closes on Esc and gives the focus back by itself. Render it while it is open.
 * What carries `data-first` gets the focus, else the first control. `onSubmit` makes Enter in a field press the main button.
 * While `isBusy` nothing closes it; while `isHeld` a press beside it does not.
 */
export function Dialog({
  title,
  width = 'sm',
  isBusy = false,
  isHeld = isBusy,
  onClose,
  onSubmit,
  footer,
  children,
}: {
  title: string
  width?: keyof typeof WIDTHS
  isBusy?: boolean
  isHeld?: boolean
  onClose: () => void
  onSubmit?: () => void
  footer?: ReactNode
  children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useLayoutEffect(() => {
    const element = dialog.current
    if (!element?.open) element?.showModal()
    const first = element?.querySelector<HTMLElement>('[data-first]')
    first?.focus()
    if (first instanceof HTMLInputElement) first.select()
    return () => element?.close()
  }, [])

  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        if (!isBusy) onClose()
      }}
      onClose={() => {
        // A second Esc closes it whatever we say; one that was opened again meanwhile is not closed.
        if (!dialog.current?.open) onClose()
      }}
      onPointerDown={(event) => {
        if (event.target === dialog.current && !isHeld) onClose()
      }}
      className={classes(
        'm-auto opacity-100 transition-opacity starting:opacity-0 max-h-[calc(100dvh-2rem)] max-w-[calc(100vw-1.5rem)] overflow-hidden rounded-lg bg-raised p-0 text-ink shadow-lift ring-1 ring-line',
        'backdrop:bg-shade',
        WIDTHS[width],
      )}
    >
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy) onSubmit?.()
        }}
        className="flex max-h-[calc(100dvh-2rem)] flex-col"
      >
        <header className="flex items-start gap-3 px-5 pt-4 pb-2">
          <h2 id={titleId} className="min-w-0 flex-1 text-lg font-semibold text-balance">
            {title}
          </h2>
          <IconButton label={m.dialog_close()} icon="close" onClick={onClose} disabled={isBusy} className="-mr-1.5" />
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-4">{children}</div>
        {footer && (
          <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line bg-canvas px-5 py-3">
            {footer}
          </footer>
        )}
      </form>
    </dialog>
  )
}
