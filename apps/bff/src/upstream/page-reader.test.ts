import { isUtf8 } from 'node:buffer'
import { expect, test } from 'vitest'
import { type Answer, jsonOf } from './exchange.ts'
import { pageOf, type UpstreamPage } from './page.ts'
import { createPageReader } from './page-reader.ts'
import { recordingOf } from './scripted-server.ts'
import { readPage } from './wire.ts'

const ONE = recordingOf(1)
const TWO = { ...recordingOf(2), roomName: null, endDate: null }
const { roomName, ...UNNAMED } = ONE
const ROOM_LAST = { ...UNNAMED, roomName }

const answerOf = (text: string): Answer => ({ status: 200, header: () => undefined, body: Buffer.from(text) })
const textOf = (results: unknown[], cursor: unknown = null) => JSON.stringify({ results, cursor })

/** What is read, and whether it is upstream's own bytes that go on. */
function read(text: string, reader = createPageReader()) {
  const answer = answerOf(text)
  const { cursor, json } = reader(answer)
  return { cursor, page: JSON.parse(json.toString()), isVerbatim: json === answer.body }
}

test.each([
  ['no recording', [], null],
  ['one recording', [ONE], 'next'],
  ['members that may be null', [ONE, TWO], null],
  ['names in other scripts', [{ ...ONE, roomName: '/łódź-🎥', filename: '会議.mp4' }], 'next'],
  [
    'sizes of any kind',
    [0, 7, 0.004, 123_456.789].map((size, at) => ({ ...recordingOf(at), sizeInMegaBytes: size })),
    null,
  ],
])('a page with %s goes on as it came', (_what, results, cursor) => {
  expect(read(textOf(results, cursor))).toEqual({
    cursor,
    page: { results, cursor },
    isVerbatim: true,
  })
})

test.each([
  ['a member more', JSON.stringify({ results: [ONE], cursor: null, total: 1 })],
  ['no cursor', JSON.stringify({ results: [ONE] })],
  ['an empty cursor', textOf([ONE], '')],
  ['spaces between', JSON.stringify({ results: [ONE], cursor: null }, null, 1)],
  ['a repeated recording', textOf([ONE, ONE])],
  ['a recording with a member more', textOf([{ ...ONE, colour: 'red' }])],
  ['a member twice', textOf([ONE]).replace('{"recordingId"', '{"filename":"b.mp4","recordingId"')],
  ['a hidden prototype', textOf([ONE]).replace('{"recordingId"', '{"__proto__":{},"recordingId"')],
  ['a recording without a room', textOf([{ ...ONE, roomName: undefined }]), { ...ONE, roomName: null }],
  ['an empty room', textOf([{ ...ONE, roomName: '' }]), { ...ONE, roomName: null }],
  [
    'a date in another form',
    textOf([{ ...ONE, startDate: '1 January 2026' }]),
    { ...ONE, startDate: '1 January 2026' },
  ],
  ['a quote in a name', textOf([{ ...ONE, filename: 'the "a".mp4' }]), { ...ONE, filename: 'the "a".mp4' }],
  ['unknown members of every kind', textOf([{ ...ONE, a: -1e-7, b: true, c: null, d: '', e: 2 ** 60 }])],
  ['a size in powers', textOf([ONE]).replace('12.5', '125e-1')],
])('a page with %s is written anew', (_what, text, recording: object = ONE) => {
  expect(read(text)).toMatchObject({ page: { results: [recording], cursor: null }, isVerbatim: false })
})

test.each([
  ['cut in the middle', textOf([ONE]).slice(0, -3)],
  ['cut between recordings', textOf([ONE, TWO]).slice(0, textOf([ONE]).indexOf('}') + 2)],
  ['with a comma too many', textOf([ONE]).replace(']', ',]')],
  ['with a comma too few', textOf([ONE, TWO]).replace('},{', '}{')],
  ['with a space that JSON does not know behind it', `${textOf([ONE])}\v`],
  ['with something behind it', `${textOf([ONE])}]`],
  ['with a number no JSON has', textOf([ONE]).replace('12.5', '012.5')],
  ['with a line end in a name', textOf([ONE]).replace('a-room-1', 'a\nroom')],
  ['with an id that is no UUID', textOf([{ ...ONE, recordingId: '../rooms' }])],
  ['with a start that is no date', textOf([{ ...ONE, startDate: '2026-13-01T10:00:00.000Z' }])],
  ['with a start at no hour', textOf([{ ...ONE, startDate: '2026-01-01T25:00:00.000Z' }])],
  ['with a negative size', textOf([{ ...ONE, sizeInMegaBytes: -1 }])],
])('a page %s is refused', (_what, text) => {
  expect(() => read(text)).toThrow('upstream: invalid')
})

test('a line end behind the page is no reason to write it anew', () => {
  expect(read(`${textOf([ONE])}\n`)).toMatchObject({ page: { results: [ONE] }, isVerbatim: true })
})

test('of a page with a few odd recordings only those are written anew', () => {
  const results: object[] = Array.from({ length: 50 }, (_, number) => recordingOf(number))
  const { endDate: _, ...running } = recordingOf(7)
  results[0] = { ...recordingOf(0), filename: 'the "first".mp4', colour: 'red' }
  results[7] = running
  results[49] = { ...recordingOf(49), roomName: '/}, {]' }
  const read = createPageReader()(answerOf(textOf(results, 'next')))
  const expected = [...results.keys()].map(recordingOf)
  expected[0] = { ...recordingOf(0), filename: 'the "first".mp4' }
  expected[7] = { ...recordingOf(7), endDate: null }
  expected[49] = { ...recordingOf(49), roomName: '/}, {]' }
  expect(read.cursor).toBe('next')
  expect(read.json.toString()).toBe(textOf(expected, 'next'))
})

test('a recording with more unknown members than anyone has is still read', () => {
  const many = ',"a":123456789012345.12345678901234567890'.repeat(170_000)
  const text = textOf([ONE]).replace(/\}\]/, `${many}}]`)
  expect(read(text).page.results).toEqual([ONE])
})

test('an odd recording that is another again counts once', () => {
  const page = textOf([ONE, { ...ONE, colour: 'red' }])
  expect(read(page).page.results).toEqual([ONE])
})

/** What the long way makes of a page, or that it refuses it. */
function outcome(readPage: (answer: Answer) => UpstreamPage, body: Buffer): unknown {
  try {
    const { cursor, json } = readPage({ ...answerOf(''), body })
    return { cursor, page: JSON.parse(json.toString()) }
  } catch (error) {
    return String(error)
  }
}

test('whatever is damaged, both ways agree', () => {
  const whole = Buffer.from(
    textOf(
      [
        ONE,
        { ...TWO, endDate: undefined },
        { ...recordingOf(3), colour: 'red', seats: 3 },
        { ...recordingOf(4), n: [1] },
      ],
      'next',
    ),
  )
  const shortWay = createPageReader()
  const longWay = (answer: Answer) => pageOf(readPage(jsonOf(answer)))
  const marks = [...Buffer.from('{}[]",:\\ \n\u007f0-eZnx'), 0xff]
  for (let at = 0; at < whole.length; at += 1) {
    const cut = Buffer.concat([whole.subarray(0, at), whole.subarray(at + 1)])
    const others = marks.flatMap((mark) => [
      Buffer.concat([whole.subarray(0, at), Buffer.of(mark), whole.subarray(at)]),
      Buffer.concat([whole.subarray(0, at), Buffer.of(mark), whole.subarray(at + 1)]),
    ])
    for (const body of [cut, ...others]) {
      const expected = outcome(longWay, body)
      const got = outcome(shortWay, body)
      if (JSON.stringify(got) !== JSON.stringify(expected))
        expect({ body: body.toString(), got }).toEqual({ body: body.toString(), got: expected })
    }
  }
})

test('bytes that are no UTF-8 do not go on', () => {
  const body = Buffer.from(textOf([ONE]), 'latin1')
  body[body.indexOf('a-room-1')] = 0xff
  const { json } = createPageReader()({ ...answerOf(''), body })
  expect(isUtf8(json)).toBe(true)
  expect(json.toString()).toContain('\uFFFD-room-1')
})

test('the order in which upstream names the members is learned from the first page', () => {
  const readPage = createPageReader()
  expect(read(textOf([ROOM_LAST, ROOM_LAST]), readPage).isVerbatim).toBe(false)
  expect(read(textOf([ROOM_LAST]), readPage)).toMatchObject({ page: { results: [ONE] }, isVerbatim: true })
  expect(read(textOf([ONE]), readPage)).toMatchObject({ page: { results: [ONE] }, isVerbatim: false })
})

test('a recording that leaves a member out teaches no order', () => {
  const readPage = createPageReader()
  expect(read(textOf([UNNAMED, ONE]), readPage).isVerbatim).toBe(false)
  expect(read(textOf([ONE]), readPage).isVerbatim).toBe(true)
})
