import type { ReactNode } from 'react'
import { createStore } from '../lib/store.ts'

/** What is said without being asked. `body` may tick; `announcement` is what a screen reader hears, once. */
export interface Toast {
  id: string
  tone: 'neutral' | 'good' | 'bad'
  body: ReactNode
  announcement: string
  action?: { label: string; shortcut?: string; run: () => void }
  /** Milliseconds it stays; `until-closed` for what a person must have seen. */
  life: number | 'until-closed'
}

export const toasts = createStore<readonly Toast[]>([])

const MOST_AT_ONCE = 3

/** A toast with the id of one that is shown takes its place. The oldest give way. */
export function showToast(toast: Toast): void {
  const others = toasts.get().filter(({ id }) => id !== toast.id)
  toasts.set([...others, toast].slice(-MOST_AT_ONCE))
}

export function closeToast(id: string): void {
  const left = toasts.get().filter((toast) => toast.id !== id)
  if (left.length !== toasts.get().length) toasts.set(left)
}
