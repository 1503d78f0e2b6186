import { useEffect, useEffectEvent } from 'react'
import { createKeybindingsHandler } from 'tinykeys'
import { m } from '../i18n/messages.ts'
import { readBoolean, remembered } from './remembered.ts'

type Group = 'list' | 'recording' | 'go' | 'screen'

interface Definition {
  /** tinykeys syntax; the first one is what the help sheet shows. */
  keys: readonly string[]
  label: () => string
  group: Group
  /** Belongs to the list itself: stays quiet while a button, link or player holds the focus. */
  inList?: true
}

/** Every shortcut there is, in the order of the help sheet. Sequences come before the single keys they end in. */
export const SHORTCUTS = {
  'go.recordings': { keys: ['g r'], label: m.shortcut_go_recordings, group: 'go' },
  'go.deletions': { keys: ['g d'], label: m.shortcut_go_deletions, group: 'go' },
  'go.activity': { keys: ['g a'], label: m.shortcut_go_activity, group: 'go' },
  'list.down': { keys: ['j', 'ArrowDown'], label: m.shortcut_down, group: 'list' },
  'list.up': { keys: ['k', 'ArrowUp'], label: m.shortcut_up, group: 'list' },
  'list.extendDown': { keys: ['Shift+J', 'Shift+ArrowDown'], label: m.shortcut_extend_down, group: 'list' },
  'list.extendUp': { keys: ['Shift+K', 'Shift+ArrowUp'], label: m.shortcut_extend_up, group: 'list' },
  'list.pageDown': { keys: ['PageDown'], label: m.shortcut_page_down, group: 'list' },
  'list.pageUp': { keys: ['PageUp'], label: m.shortcut_page_up, group: 'list' },
  'list.first': { keys: ['Home'], label: m.shortcut_first, group: 'list' },
  'list.last': { keys: ['End'], label: m.shortcut_last, group: 'list' },
  'list.select': { keys: ['x'], label: m.shortcut_select, group: 'list' },
  'list.filter': { keys: ['/'], label: m.shortcut_filter, group: 'list' },
  'list.refresh': { keys: ['r'], label: m.shortcut_refresh, group: 'list' },
  'recording.open': { keys: ['Enter'], label: m.shortcut_open, group: 'recording', inList: true },
  'recording.play': { keys: ['Space'], label: m.shortcut_play, group: 'recording', inList: true },
  'recording.copyLink': { keys: ['c'], label: m.shortcut_copy_link, group: 'recording' },
  'recording.delete': { keys: ['#', 'Shift+#', 'Delete'], label: m.shortcut_delete, group: 'recording' },
  'player.back': { keys: ['ArrowLeft'], label: m.shortcut_player_back, group: 'recording' },
  'player.forward': { keys: ['ArrowRight'], label: m.shortcut_player_forward, group: 'recording' },
  'player.mute': { keys: ['m'], label: m.shortcut_player_mute, group: 'recording' },
  'player.fullscreen': { keys: ['f'], label: m.shortcut_player_fullscreen, group: 'recording' },
  'deletion.undo': { keys: ['z'], label: m.shortcut_undo, group: 'recording' },
  'screen.close': { keys: ['Escape'], label: m.shortcut_close, group: 'screen' },
  'screen.palette': { keys: ['$mod+K'], label: m.shortcut_palette, group: 'screen' },
  'screen.presenting': { keys: ['Shift+P', 'p'], label: m.shortcut_presenting, group: 'screen' },
  'screen.help': { keys: ['?', 'Shift+?'], label: m.shortcut_help, group: 'screen' },
} as const satisfies Record<string, Definition>

export type ShortcutId = keyof typeof SHORTCUTS

const definitions: Record<ShortcutId, Definition> = SHORTCUTS

/** Answering `false` passes the key on to whoever bound it before. */
export type ShortcutHandler = () => false | unknown

const bound = new Map<ShortcutId, ShortcutHandler[]>()

/** Whether shortcuts made of single characters are on. */
export const singleKeys = remembered('single-keys', true, readBoolean)

/** Who binds last is asked first: a panel over the list takes the keys it knows. */
export function bindShortcut(id: ShortcutId, handler: ShortcutHandler): () => void {
  const handlers = bound.get(id) ?? []
  bound.set(id, handlers)
  handlers.push(handler)
  return () => handlers.splice(handlers.indexOf(handler), 1)
}

export function useShortcut(id: ShortcutId, handler: ShortcutHandler, enabled = true): void {
  const latest = useEffectEvent(handler)
  useEffect(() => (enabled ? bindShortcut(id, () => latest()) : undefined), [id, enabled])
}

/** Runs a shortcut as if its keys had been pressed, for the palette. Says whether anyone took it. */
export function runShortcut(id: ShortcutId): boolean {
  const handlers = bound.get(id) ?? []
  return handlers.toReversed().some((handler) => handler() !== false)
}

export function isBound(id: ShortcutId): boolean {
  return (bound.get(id)?.length ?? 0) > 0
}

/** Made of characters alone: these can be switched off (WCAG 2.1.4). */
export function isCharacterKey(key: string): boolean {
  return key.includes(' ') || /^(Shift\+)?.$/.test(key)
}

const TYPING = 'input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]'
/** What answers arrows, Home and End itself; and what answers Enter and Space itself. */
const MOVING = 'video, [role=menu], [role=listbox], [role=slider], [role=radio], [role=separator]'
const ACTING = `button, input, a[href], summary, ${MOVING}`

function applies(definition: Definition, key: string, event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return false
  if (isCharacterKey(key) && !singleKeys.get()) return false
  if (document.querySelector('dialog:modal')) return false
  const target = event.target instanceof Element ? event.target : null
  if (target?.closest(TYPING)) return false
  if (definition.inList) return !target?.closest(ACTING)
  return isCharacterKey(key) || definition.group !== 'list' || !target?.closest(MOVING)
}

/** Starts listening. Keys with Ctrl, Alt or Meta that no binding names never match, so the browser keeps its own. */
export function listenForShortcuts(target: Window): () => void {
  const bindings = Object.entries(definitions).flatMap(([id, definition]) =>
    definition.keys.map(
      (key) => [key, (event: KeyboardEvent) => press(id as ShortcutId, definition, key, event)] as const,
    ),
  )
  const listener = createKeybindingsHandler(Object.fromEntries(bindings))
  target.addEventListener('keydown', listener)
  return () => target.removeEventListener('keydown', listener)
}

function press(id: ShortcutId, definition: Definition, key: string, event: KeyboardEvent): void {
  if (!key.startsWith('$mod') && !applies(definition, key, event)) return
  if (runShortcut(id)) event.preventDefault()
}

const isMac = () => /Mac|iP(hone|ad|od)/.test(navigator.platform)

const SYMBOLS: Record<string, string> = {
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  Escape: 'Esc',
  PageDown: 'PgDn',
  PageUp: 'PgUp',
}

/** The keys of a shortcut as they are printed on a keyboard, without twins that only exist for other layouts. */
export function keysOf(id: ShortcutId): string[] {
  const printed = definitions[id].keys.map((key) => {
    if (/^Shift\+[^A-Za-z]$/.test(key)) return key.slice(-1)
    const parts = key.split('+').map((part) => (part === '$mod' ? (isMac() ? '⌘' : 'Ctrl') : (SYMBOLS[part] ?? part)))
    return parts.join(key.startsWith('$mod') && isMac() ? '' : ' ')
  })
  return [...new Set(printed)]
}
