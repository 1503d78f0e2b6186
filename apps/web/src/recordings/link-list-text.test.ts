import { expect, test } from 'vitest'
import { linkListCsv, linkListText } from './link-list-text.ts'

const made = [
  { recordingId: 'a', filename: '=cmd()', url: 'https://media/a?x="1"', expiresAt: 0 },
  { recordingId: 'b', filename: 'b.mp4', url: 'https://media/b', expiresAt: 60_000 },
]

test('as text, every recording has its name, its link and its end', () => {
  expect(linkListText(made, (at) => `until ${at}`)).toBe(
    '=cmd()\nhttps://media/a?x="1"\nuntil 0\n\nb.mp4\nhttps://media/b\nuntil 60000\n',
  )
})

test('as CSV, everything is quoted and no name becomes a formula', () => {
  expect(linkListCsv(made, ['Recording', 'Link', 'Ends'])).toBe(
    '"Recording","Link","Ends"\r\n' +
      '"\'=cmd()","https://media/a?x=""1""","1970-01-01T00:00:00.000Z"\r\n' +
      '"b.mp4","https://media/b","1970-01-01T00:01:00.000Z"\r\n',
  )
})
