import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { logWhatIsPrinted } from './printed.ts'

const asItWas = { ...console }
let lines: string[]

beforeEach(() => {
  lines = []
  logWhatIsPrinted(pino({}, { write: (line: string) => void lines.push(line) }))
})
afterEach(() => Object.assign(console, asItWas))

test('what a library prints is a line of the log', () => {
  console.info('The user aborted\na request.')
  console.error(new TypeError('it broke'))
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { msg: 'printed by a library', text: 'The user aborted\na request.' },
    { msg: 'printed by a library', err: { type: 'TypeError', message: 'it broke' } },
  ])
})
