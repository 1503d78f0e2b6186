import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useShortcut } from '../lib/shortcuts.ts'
import { presenting } from './presenting.ts'

export type Sheet = 'help' | 'palette'

/** Shortcuts that work on every page. */
export function useShellKeys(): { sheet: Sheet | undefined; setSheet: (sheet: Sheet | undefined) => void } {
  const navigate = useNavigate()
  const [sheet, setSheet] = useState<Sheet>()
  useShortcut('go.recordings', () => navigate({ to: '/recordings' }))
  useShortcut('go.deletions', () => navigate({ to: '/deletions' }))
  useShortcut('go.activity', () => navigate({ to: '/activity' }))
  useShortcut('screen.presenting', () => presenting.set(!presenting.get()))
  useShortcut('screen.help', () => setSheet('help'))
  useShortcut('screen.palette', () => setSheet((open) => (open === 'palette' ? undefined : 'palette')))
  return { sheet, setSheet }
}
