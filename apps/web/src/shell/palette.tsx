import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { m } from '../i18n/messages.ts'
import { isBound, keysOf, runShortcut, SHORTCUTS, type ShortcutId } from '../lib/shortcuts.ts'
import { roomOf } from '../recordings/duration.ts'
import { currentRecording, loadedRows } from '../recordings/list-state.ts'
import { roomsOf, suggestRooms } from '../recordings/rooms.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { useMask } from './presenting.ts'
import { THEMES, theme } from './theme.ts'

interface Command {
  id: string
  name: string
  keys: string[]
  run: () => void
}

const MOST_ROOMS = 5
const THEME_COMMANDS = { system: m.palette_theme_system, light: m.palette_theme_light, dark: m.palette_theme_dark }
const MOVES = /^list\.(down|up|extend|page|first|last)/

/** Everything by name: what the keyboard can do here and now, the themes, the rooms that are loaded. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const [marked, setMarked] = useState(0)
  const commands = useCommands(typed)
  const id = useId()

  const run = (command: Command | undefined) => {
    if (!command) return
    // The dialog gives the focus back first: a command acts on where the person was.
    flushSync(onClose)
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    const by = event.key === 'ArrowDown' ? 1 : -1
    setMarked((marked + by + commands.length) % Math.max(1, commands.length))
  }

  return (
    <Dialog title={m.palette_title()} width="md" onClose={onClose} onSubmit={() => run(commands[marked])}>
      <input
        // Where the platform's dialog puts the focus; React's own autoFocus comes before the dialog is open.
        ref={(field) => field?.setAttribute('autofocus', '')}
        type="text"
        role="combobox"
        aria-label={m.palette_title()}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={commands.length > 0 ? `${id}-${marked}` : undefined}
        placeholder={m.palette_placeholder()}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setMarked(0)
        }}
        onKeyDown={onKeyDown}
        className="mt-1 h-10 w-full rounded-md border border-edge bg-canvas px-3 text-md"
      />
      <div role="listbox" id={`${id}-list`} aria-label={m.palette_commands()} className="h-80 overflow-y-auto pt-2">
        {commands.map((command, at) => (
          <div
            key={command.id}
            role="option"
            id={`${id}-${at}`}
            tabIndex={-1}
            aria-selected={at === marked}
            ref={at === marked ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
            onPointerDown={(event) => {
              event.preventDefault()
              run(command)
            }}
            onPointerMove={() => setMarked(at)}
            className="flex h-9 items-center gap-2 rounded-sm px-2 aria-selected:bg-hover"
          >
            <span className="name flex-1">{command.name}</span>
            {command.keys.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </div>
        ))}
        {commands.length === 0 && <p className="px-2 py-6 text-center text-muted">{m.palette_nothing()}</p>}
      </div>
    </Dialog>
  )
}

function useCommands(typed: string): Command[] {
  const navigate = useNavigate()
  const mask = useMask()
  return useMemo(() => {
    const wanted = typed.trim().toLocaleLowerCase()
    const keyed = (Object.keys(SHORTCUTS) as ShortcutId[])
      .filter((id) => isBound(id) && !MOVES.test(id) && id !== 'screen.palette')
      .filter((id) => SHORTCUTS[id].group !== 'recording' || currentRecording() !== undefined)
      .map((id) => ({ id, name: SHORTCUTS[id].label(), keys: keysOf(id).slice(0, 1), run: () => runShortcut(id) }))
    const themes = THEMES.map((each) => ({
      id: `theme.${each}`,
      name: THEME_COMMANDS[each](),
      keys: [],
      run: () => theme.set(each),
    }))
    const commands = [...keyed, ...themes].filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
    const rooms = suggestRooms(roomsOf(loadedRows.get()), wanted, MOST_ROOMS).map(({ roomName }) => ({
      id: `room.${roomName}`,
      name: m.palette_room({ room: mask.room(roomOf(roomName)) }),
      keys: [],
      run: () => navigate({ to: '/recordings', search: { room: roomName } }),
    }))
    return wanted === '' ? commands : [...commands, ...rooms]
  }, [typed, navigate, mask])
}
