// @vitest-environment happy-dom
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { bindShortcut, keysOf, listenForShortcuts, SHORTCUTS, type ShortcutId, singleKeys } from './shortcuts.ts'

beforeAll(() => {
  listenForShortcuts(window)
})

let unbind: (() => void)[] = []
const bind = (id: ShortcutId, handler = vi.fn()) => {
  unbind.push(bindShortcut(id, handler))
  return handler
}
function press(key: string, on: Element = document.body, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
  on.dispatchEvent(event)
  return event
}
const add = (html: string) => {
  document.body.innerHTML = html
  return document.body.firstElementChild ?? document.body
}

beforeEach(() => singleKeys.set(true))
afterEach(() => {
  for (const each of unbind) each()
  unbind = []
  document.body.innerHTML = ''
})

test('a key does what it says, and the browser does nothing more with it', () => {
  const down = bind('list.down')
  expect(press('j').defaultPrevented).toBe(true)
  expect(press('ArrowDown').defaultPrevented).toBe(true)
  expect(down).toHaveBeenCalledTimes(2)
})

test('a key that nobody took stays the browser’s', () => {
  bind(
    'list.down',
    vi.fn(() => false),
  )
  expect(press('j').defaultPrevented).toBe(false)
})

describe('never fires', () => {
  test.each(['<input>', '<input type="search">', '<textarea></textarea>', '<select></select>'])(
    'while typing in %s',
    (field) => {
      const [select, filter] = [bind('list.select'), bind('list.filter')]
      const element = add(field)
      press('x', element)
      press('/', element)
      expect([select.mock.calls, filter.mock.calls]).toEqual([[], []])
    },
  )

  test('with a modifier: copying stays copying', () => {
    const copy = bind('recording.copyLink')
    press('c', document.body, { ctrlKey: true })
    press('c', document.body, { metaKey: true })
    expect(copy).not.toHaveBeenCalled()
  })

  test('for a key that something nearer has already taken', () => {
    const down = bind('list.down')
    const element = add('<div></div>')
    element.addEventListener('keydown', (event) => event.preventDefault())
    press('j', element)
    expect(down).not.toHaveBeenCalled()
  })

  test('Enter and Space on what answers them itself', () => {
    const [open, play] = [bind('recording.open'), bind('recording.play')]
    for (const control of ['<button>', '<a href="/x">', '<input type="checkbox">']) {
      const element = add(control)
      press('Enter', element)
      press(' ', element, { code: 'Space' })
    }
    expect([open.mock.calls, play.mock.calls]).toEqual([[], []])
  })
})

test('on a checkbox the letters still work: it is no text field', () => {
  const select = bind('list.select')
  press('x', add('<input type="checkbox">'))
  expect(select).toHaveBeenCalledOnce()
})

test('a sequence goes, and its last key alone does not fire', () => {
  const [go, refresh] = [bind('go.recordings'), bind('list.refresh')]
  press('g')
  press('r')
  expect([go.mock.calls.length, refresh.mock.calls.length]).toEqual([1, 0])
  press('r')
  expect(refresh).toHaveBeenCalledOnce()
})

test('who bound last is asked first, and may pass it on', () => {
  const list = bind('screen.close')
  const panel = bind('screen.close', vi.fn())
  press('Escape')
  expect([panel.mock.calls.length, list.mock.calls.length]).toEqual([1, 0])
  panel.mockReturnValue(false)
  press('Escape')
  expect(list).toHaveBeenCalledOnce()
})

test('single characters can be switched off; other keys stay', () => {
  const [down, remove] = [bind('list.down'), bind('recording.delete')]
  singleKeys.set(false)
  press('j')
  press('#', document.body, { shiftKey: true })
  expect([down.mock.calls, remove.mock.calls]).toEqual([[], []])
  press('ArrowDown')
  press('Delete')
  expect([down.mock.calls.length, remove.mock.calls.length]).toEqual([1, 1])
})

test('no key means two things', () => {
  const keys = Object.values(SHORTCUTS).flatMap((shortcut) => [...shortcut.keys])
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
})

test('the sheet shows keys as they are printed, without twins for other layouts', () => {
  expect(keysOf('recording.delete')).toEqual(['#', 'Delete'])
  expect(keysOf('list.down')).toEqual(['j', '↓'])
  expect(keysOf('screen.help')).toEqual(['?'])
})
