import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { m } from '../i18n/messages.ts'
import { formats } from '../lib/format.ts'
import { useShortcut } from '../lib/shortcuts.ts'
import { useMask } from '../shell/presenting.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { roomOf } from './duration.ts'
import { loadedRows } from './list-state.ts'
import { type Room, roomNameFor, roomsOf, suggestRooms } from './rooms.ts'

const MOST_SUGGESTIONS = 8

/** A combobox (ARIA APG): type, or choose among the rooms that are loaded. Enter filters, Esc puts back what was. */
export function RoomFilter({
  room,
  onChange,
}: {
  room: string | undefined
  onChange: (room: string | undefined) => void
}) {
  const mask = useMask()
  const shownRoom = room === undefined ? '' : mask.room(roomOf(room))
  const [typed, setTyped] = useState<string>()
  const [marked, setMarked] = useState(-1)
  const input = useRef<HTMLInputElement>(null)
  const id = useId()

  // Another room came by the URL: what was half typed is void.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change of room matters
  useEffect(() => setTyped(undefined), [room])
  useShortcut('list.filter', () => input.current?.focus())

  const isOpen = typed !== undefined
  const rooms = isOpen ? roomsOf(loadedRows.get()) : []
  const suggestions = isOpen ? suggestRooms(rooms, typed === shownRoom ? '' : typed, MOST_SUGGESTIONS) : []

  const close = () => {
    setTyped(undefined)
    setMarked(-1)
  }
  const choose = (next: string | undefined) => {
    close()
    input.current?.blur()
    if (next !== room) onChange(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault()
      close()
      input.current?.blur()
    } else if (event.key === 'Enter') {
      const suggestion = suggestions[marked]
      choose(suggestion ? suggestion.roomName : typed === shownRoom ? room : roomNameFor(rooms, typed ?? shownRoom))
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const by = event.key === 'ArrowDown' ? 1 : -1
      const count = suggestions.length
      if (count > 0) setMarked((marked + by + count + (marked < 0 && by < 0 ? 1 : 0)) % count)
    }
  }

  return (
    <search className="relative flex-1 basis-40 sm:w-60 sm:flex-none">
      <Icon name="search" className="pointer-events-none absolute top-2 left-2 text-faint" />
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label={m.room_filter()}
        aria-expanded={suggestions.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={marked >= 0 ? `${id}-${marked}` : undefined}
        placeholder={m.room_filter()}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        maxLength={300}
        value={typed ?? shownRoom}
        onFocus={(event) => {
          setTyped(shownRoom)
          event.target.select()
        }}
        onBlur={close}
        onChange={(event) => {
          setTyped(event.target.value)
          setMarked(-1)
        }}
        onKeyDown={onKeyDown}
        className="h-8 w-full rounded-md border border-edge bg-raised pr-8 pl-7.5 text-sm"
      />
      <span className="absolute top-0.5 right-0.5 grid size-7 place-items-center">
        {room === undefined ? (
          !isOpen && (
            <span className="max-sm:hidden">
              <Kbd>/</Kbd>
            </span>
          )
        ) : (
          <IconButton label={m.room_filter_clear()} icon="close" onClick={() => choose(undefined)} />
        )}
      </span>
      {suggestions.length > 0 && (
        <Suggestions id={id} rooms={suggestions} marked={marked} nameOf={mask.room} onChoose={choose} />
      )}
    </search>
  )
}

function Suggestions({
  id,
  rooms,
  marked,
  nameOf,
  onChoose,
}: {
  id: string
  rooms: Room[]
  marked: number
  nameOf: (room: string) => string
  onChoose: (roomName: string) => void
}) {
  return (
    <div className="absolute inset-x-0 top-9 z-10 rounded-md bg-raised p-1 shadow-lift ring-1 ring-line">
      <p className="px-2 pt-1 pb-1 text-2xs font-medium text-faint">{m.room_filter_among_loaded()}</p>
      <div role="listbox" id={`${id}-list`} aria-label={m.room_filter_suggestions()}>
        {rooms.map(({ roomName, count }, at) => (
          <div
            key={roomName}
            role="option"
            id={`${id}-${at}`}
            tabIndex={-1}
            aria-selected={at === marked}
            // Before the input loses its focus and the list with it.
            onPointerDown={(event) => {
              event.preventDefault()
              onChoose(roomName)
            }}
            className="flex h-8 items-center gap-2 rounded-sm px-2 text-sm hover:bg-hover aria-selected:bg-hover"
          >
            <span dir="auto" className="name min-w-0 flex-1">
              {nameOf(roomOf(roomName))}
            </span>
            <span className="text-xs text-faint">{formats.number(count)}</span>
          </div>
        ))}
      </div>
    </div>
  )
}
