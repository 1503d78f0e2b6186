import { type ReactNode, useId } from 'react'

export function DetailSection({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="border-b border-line px-4 py-3 last:border-b-0">
      <h3 id={id} className="mb-1.5 text-xs font-medium text-muted">
        {title}
        {note && <span className="font-normal text-faint"> · {note}</span>}
      </h3>
      {children}
    </section>
  )
}
