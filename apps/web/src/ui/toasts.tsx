import { type ReactNode, useEffect, useRef, useState } from 'react'
import { m } from '../i18n/messages.ts'
import { useStore } from '../lib/store.ts'
import { Button, IconButton } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'
import { Kbd } from './kbd.tsx'
import { closeToast, type Toast, toasts } from './toast-store.ts'

const ICONS: Record<Toast['tone'], IconName> = { neutral: 'info', good: 'check', bad: 'warning' }
const TINTS: Record<Toast['tone'], string> = { neutral: 'text-muted', good: 'text-good', bad: 'text-danger' }

/** In the top layer, above dialogs. Its live region is always there, or screen readers miss the first words. */
export function Toasts() {
  const shown = useStore(toasts)
  const layer = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (shown.length === 0) return
    // Shown again each time: what opened last lies on top.
    layer.current?.hidePopover()
    layer.current?.showPopover()
  }, [shown])
  return (
    <>
      <Announcer said={shown} />
      <section
        ref={layer}
        popover="manual"
        aria-label={m.toasts_region()}
        className="pointer-events-none fixed inset-x-0 top-auto bottom-0 m-0 h-auto w-full flex-col items-center gap-2 border-0 bg-transparent px-3 pb-18 text-ink open:flex max-md:pb-30"
      >
        {shown.map((toast) => (
          <Card key={toast.id} toast={toast} />
        ))}
      </section>
    </>
  )
}

function Announcer({ said }: { said: readonly Toast[] }) {
  const last = said.at(-1)
  return (
    <>
      <p role="status" className="sr-only">
        {last && last.tone !== 'bad' ? last.announcement : ''}
      </p>
      <p role="alert" className="sr-only">
        {last?.tone === 'bad' ? last.announcement : ''}
      </p>
    </>
  )
}

function Card({ toast }: { toast: Toast }) {
  const [isHeld, hold] = useState(false)
  useEffect(() => {
    if (isHeld || toast.life === 'until-closed') return
    const timer = setTimeout(() => closeToast(toast.id), toast.life)
    return () => clearTimeout(timer)
  }, [toast, isHeld])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div
      role="group"
      aria-label={toast.announcement}
      onPointerEnter={() => hold(true)}
      onPointerLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
      className="pointer-events-auto transition-[opacity,translate] starting:translate-y-2 starting:opacity-0 flex w-max max-w-[min(36rem,100%)] items-start gap-2.5 rounded-lg bg-raised py-2 pr-2 pl-3 text-sm shadow-lift ring-1 ring-line"
    >
      <Icon name={ICONS[toast.tone]} className={`mt-1.5 ${TINTS[toast.tone]}`} />
      <Words>{toast.body}</Words>
      {toast.action && (
        <Button size="sm" onClick={toast.action.run}>
          {toast.action.label}
          {toast.action.shortcut && <Kbd>{toast.action.shortcut}</Kbd>}
        </Button>
      )}
      <IconButton label={m.toast_close()} icon="close" onClick={() => closeToast(toast.id)} />
    </div>
  )
}

const Words = ({ children }: { children: ReactNode }) => <div className="min-w-0 flex-1 py-1">{children}</div>
