import { type KeyboardEvent, type ReactNode, type RefObject, useId, useLayoutEffect, useRef, useState } from 'react'
import { classes } from '../lib/classes.ts'
import { placeBeside } from './menu-place.ts'

/** What a menu's button has to carry. */
export interface MenuButton {
  ref: RefObject<HTMLButtonElement | null>
  'aria-haspopup': 'menu'
  'aria-expanded': boolean
  'aria-controls': string | undefined
  onClick: () => void
  onKeyDown: (event: KeyboardEvent) => void
}

/** A menu in the top layer, in the document only while it is open: a list with a menu per row stays small. */
export function Menu({
  label,
  align = 'end',
  button,
  children,
}: {
  label: string
  align?: 'start' | 'end'
  button: (props: MenuButton) => ReactNode
  children: ReactNode
}) {
  const [isOpen, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const id = useId()
  return (
    <>
      {button({
        ref: anchor,
        'aria-haspopup': 'menu',
        'aria-expanded': isOpen,
        'aria-controls': isOpen ? id : undefined,
        onClick: () => setOpen(!isOpen),
        onKeyDown: (event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          event.stopPropagation()
          setOpen(true)
        },
      })}
      {isOpen && (
        <Sheet id={id} label={label} anchor={anchor} align={align} onClose={() => setOpen(false)}>
          {children}
        </Sheet>
      )}
    </>
  )
}

function Sheet({
  id,
  label,
  anchor,
  align,
  onClose,
  children,
}: {
  id: string
  label: string
  anchor: RefObject<HTMLButtonElement | null>
  align: 'start' | 'end'
  onClose: () => void
  children: ReactNode
}) {
  const sheet = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const element = sheet.current
    const button = anchor.current
    if (!element || !button) return
    // `manual`, because an `auto` popover would close before its own button's press and then open again.
    element.showPopover()
    const { top, left } = placeBeside(
      button.getBoundingClientRect(),
      element.getBoundingClientRect(),
      { width: document.documentElement.clientWidth, height: window.innerHeight },
      align,
    )
    element.style.top = `${top}px`
    element.style.left = `${left}px`
    itemsOf(element)[0]?.focus()
  }, [anchor, align])

  useLayoutEffect(() => {
    const closeOutside = (event: Event) => {
      const target = event.target as Node | null
      if (!sheet.current?.contains(target) && !anchor.current?.contains(target)) onClose()
    }
    document.addEventListener('pointerdown', closeOutside, true)
    document.addEventListener('scroll', closeOutside, true)
    window.addEventListener('resize', onClose)
    return () => {
      document.removeEventListener('pointerdown', closeOutside, true)
      document.removeEventListener('scroll', closeOutside, true)
      window.removeEventListener('resize', onClose)
    }
  })

  const leave = () => {
    anchor.current?.focus()
    onClose()
  }

  return (
    <div
      ref={sheet}
      id={id}
      popover="manual"
      role="menu"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Tab') return onClose()
        if (event.key === 'Escape') {
          event.preventDefault()
          return leave()
        }
        if (sheet.current) moveBy(event, sheet.current)
      }}
      onClick={(event) => {
        event.stopPropagation()
        if (event.target instanceof Element && event.target.closest('[role^=menuitem]')) leave()
      }}
      className="fixed inset-auto m-0 min-w-44 max-w-[calc(100vw-1rem)] overflow-hidden rounded-md bg-raised p-1 text-sm text-ink shadow-lift ring-1 ring-line"
    >
      {children}
    </div>
  )
}

const itemsOf = (menu: HTMLElement) => [...menu.querySelectorAll<HTMLElement>('[role^=menuitem]')]

/** Arrows go round, Home and End to the ends, a letter to the next item that starts with it. */
function moveBy(event: KeyboardEvent, menu: HTMLElement): void {
  const items = itemsOf(menu)
  const focused = document.activeElement
  const at = focused instanceof HTMLElement ? items.indexOf(focused) : -1
  const goTo = (index: number) => {
    event.preventDefault()
    items.at(index % items.length)?.focus()
  }
  if (event.key === 'ArrowDown') goTo(at + 1)
  else if (event.key === 'ArrowUp') goTo(at - 1)
  else if (event.key === 'Home') goTo(0)
  else if (event.key === 'End') goTo(-1)
  else if (event.key.length === 1 && event.key !== ' ') {
    const letter = event.key.toLocaleLowerCase()
    const rotated = [...items.slice(at + 1), ...items.slice(0, at + 1)]
    rotated.find((item) => item.textContent?.trim().toLocaleLowerCase().startsWith(letter))?.focus()
  }
}

/** An item that may be one of several (`checked`), or that says why it cannot be chosen now (`unavailable`). */
export function MenuItem({
  checked,
  unavailable,
  onChoose,
  hint,
  children,
}: {
  checked?: boolean
  unavailable?: string | undefined
  onChoose: () => void
  hint?: ReactNode
  children: ReactNode
}) {
  return (
    <button
      type="button"
      {...(checked === undefined ? { role: 'menuitem' } : { role: 'menuitemradio', 'aria-checked': checked })}
      aria-disabled={unavailable !== undefined || undefined}
      aria-description={unavailable}
      title={unavailable}
      tabIndex={-1}
      onClick={unavailable === undefined ? onChoose : (event) => event.stopPropagation()}
      className={classes(
        'flex min-h-8 w-full items-center gap-2 rounded-sm px-2 text-left focus-visible:outline-none',
        'not-aria-disabled:hover:bg-hover focus:bg-hover aria-disabled:opacity-50',
      )}
    >
      {checked !== undefined && (
        <span aria-hidden="true" className="w-4 text-accent">
          {checked ? '✓' : ''}
        </span>
      )}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {hint && <span className="text-xs text-faint">{hint}</span>}
    </button>
  )
}

export const MenuHeading = ({ children }: { children: ReactNode }) => (
  <p role="presentation" className="px-2 pt-1.5 pb-1 text-2xs font-medium text-faint">
    {children}
  </p>
)

export const MenuRule = () => <hr className="my-1 border-line" />
