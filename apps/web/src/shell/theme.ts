import { readOneOf, remembered } from '../lib/remembered.ts'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export const theme = remembered<Theme>('theme', 'system', readOneOf(THEMES))

/** Colours follow color-scheme; an explicit choice is an attribute on the root element, the system's needs none. */
export function followTheme(root: HTMLElement): void {
  const apply = () => {
    const chosen = theme.get()
    if (chosen === 'system') delete root.dataset.theme
    else root.dataset.theme = chosen
  }
  theme.subscribe(apply)
  apply()
}
