import { expect, test } from 'vitest'
import { placeBeside } from './menu-place.ts'

const window = { width: 390, height: 800 }
const menu = { width: 200, height: 160 }
const anchor = (left: number, top: number) => ({ left, top, right: left + 32, bottom: top + 32 })

test('opens below its button, aligned as asked', () => {
  expect(placeBeside(anchor(300, 100), menu, window, 'end')).toEqual({ left: 132, top: 136 })
  expect(placeBeside(anchor(20, 100), menu, window, 'start')).toEqual({ left: 20, top: 136 })
})

test('opens above where there is no room below, and never leaves the window', () => {
  expect(placeBeside(anchor(300, 760), menu, window, 'end').top).toBe(596)
  expect(placeBeside(anchor(20, 100), menu, window, 'end').left).toBe(8)
  expect(placeBeside(anchor(380, 100), menu, window, 'start').left).toBe(182)
})

test('a menu taller than either side starts at the edge', () => {
  expect(placeBeside(anchor(300, 400), { width: 200, height: 790 }, window, 'end').top).toBe(8)
})
