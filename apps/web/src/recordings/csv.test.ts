import { expect, test } from 'vitest'
import { csvCell, csvLine } from './csv.ts'

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1+1', '＋1', '－1', '＠x'])(
  'what a spreadsheet would run is text: %j',
  (attack) => {
    expect(csvCell(attack)).toBe(`"'${attack}"`)
  },
)

test('a formula cannot hide behind a quote that ends the cell', () => {
  expect(csvLine(['a","=cmd()', 'b'])).toBe('"a"",""=cmd()","b"\r\n')
})

test('ordinary text, empty cells and numbers stay what they are', () => {
  expect(csvLine(['/room', null, 'a-b=c', 12.5, 0, -3])).toBe('"/room","","a-b=c","12.5","0","-3"\r\n')
})

test('line breaks and other scripts inside a name survive', () => {
  expect(csvCell('a\r\nb "c" ערב 🎥')).toBe('"a\r\nb ""c"" ערב 🎥"')
})
