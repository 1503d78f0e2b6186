import { isUtf8 } from 'node:buffer'
import type { Recording } from '@reeldesk/contract'
import { ID } from './address.ts'
import { type Answer, jsonOf } from './exchange.ts'
import { pageOf, type UpstreamPage } from './page.ts'
import { INSTANT, readPage, readRecording } from './wire.ts'

/** Printable, neither quote nor backslash; of other scripts the bytes of UTF-8. */
const CHARACTER = '[ !#-[\\]-~\\x80-\\xff]'

/** The members of a recording as this console would write them itself. */
const MEMBERS: Record<keyof Recording, string> = {
  recordingId: `"(${ID})"`,
  roomSessionId: `"${CHARACTER}*"`,
  roomName: `(?:null|"${CHARACTER}+")`,
  filename: `"${CHARACTER}*"`,
  startDate: `"${INSTANT}"`,
  endDate: `(?:null|"${INSTANT}")`,
  sizeInMegaBytes: '(?:0|[1-9]\\d{0,14})(?:\\.\\d{1,20})?',
}
const SIMPLE_VALUE = `(?:"${CHARACTER}*"|-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|true|false|null)`
/** Members behind them that this console does not know: to be left out. */
const UNKNOWN = `(?:,"(?!(?:${Object.keys(MEMBERS).join('|')})")${CHARACTER}+":${SIMPLE_VALUE}){0,50}`
const BEGINNING = '{"results":['
/** The end of a recording, and what is between it and the next. */
const RECORDING_END = /\}(?:,(?=\{)|(?=\]))/g
const END = /\],"cursor":(?:null|"([ !#-[\]-~]+)")\}[\t\n\r ]*$/y

/** With more recordings than this that are not known by their text, parsing the whole page is the cheaper way. */
const MOST_PARSED_ALONE = 8

/**
 * Most recordings say, but for the order of members, what this console would write. Known by their text they go on as
 * they came, and only the others are parsed. A page with many others is parsed whole, at three times the cost, and tells
 * the order, about which the document is silent.
 */
export function createPageReader(): (answer: Answer) => UpstreamPage {
  let order = Object.entries(MEMBERS)
  let known = expressionOf(order)

  function learnOrder(example: object) {
    const names = Object.keys(example)
    if (order.some(([name]) => !names.includes(name))) return
    const learned = order.toSorted(([a], [b]) => names.indexOf(a) - names.indexOf(b))
    if (learned.every(([name], at) => name === order[at]?.[0])) return
    order = learned
    known = expressionOf(order)
  }

  return function read(answer) {
    const page = readText(answer.body, known)
    if (page !== undefined) return page
    const json = jsonOf(answer)
    const parsed = readPage(json)
    learnOrder((json as { results: object[] }).results[0] ?? {})
    return pageOf(parsed)
  }
}

/** A recording from its first brace on. Tells its id and the text of its unknown members. */
function expressionOf(order: [name: string, value: string][]): RegExp {
  const members = order.map(([name, value]) => `"${name}":${value}`)
  return new RegExp(`\\{${members.join(',')}(${UNKNOWN})${RECORDING_END.source}`, 'y')
}

/** Undefined when too much of the page is otherwise than it would be written here, or a recording comes twice. */
function readText(json: Buffer, known: RegExp): UpstreamPage | undefined {
  // A byte is a character: what gives JSON its form is ASCII, and in UTF-8 nothing else looks like it.
  const text = json.toString('latin1')
  if (!text.startsWith(BEGINNING) || !isUtf8(json)) return undefined

  const recordingIds = new Set<string | undefined>()
  const pieces: Buffer[] = []
  let writtenUntil = 0
  function writeUntil(from: number, continueAt: number) {
    pieces.push(json.subarray(writtenUntil, from))
    writtenUntil = continueAt
  }

  let count = 0
  let countAlone = 0
  let at = BEGINNING.length
  for (; text[at] === '{'; count += 1) {
    known.lastIndex = at
    const found = known.exec(text)
    if (found === null) {
      const alone = parseAlone(json, text, at)
      countAlone += 1
      if (alone === undefined || countAlone > MOST_PARSED_ALONE) return undefined
      recordingIds.add(alone.recording.recordingId)
      writeUntil(at, alone.end)
      pieces.push(Buffer.from(JSON.stringify(alone.recording)))
      at = alone.next
    } else {
      const [whole, recordingId, unknown = ''] = found
      recordingIds.add(recordingId)
      at += whole.length
      if (unknown !== '') {
        const end = whole.endsWith(',') ? at - 2 : at - 1
        writeUntil(end - unknown.length, end)
      }
    }
  }
  END.lastIndex = at
  const end = END.exec(text)
  if (end === null || recordingIds.size < count) return undefined
  return {
    cursor: end[1] === undefined ? null : ownCopyOf(end[1]),
    json: pieces.length === 0 ? json : Buffer.concat([...pieces, json.subarray(writtenUntil)]),
  }
}

/** The recording that begins there, and where it ends. Undefined when it is none by itself: then the whole page decides. */
function parseAlone(json: Buffer, text: string, at: number) {
  RECORDING_END.lastIndex = at
  const ending = RECORDING_END.exec(text)
  if (ending === null) return undefined
  const end = ending.index + 1
  try {
    return { recording: readRecording(jsonOf({ body: json.subarray(at, end) })), end, next: RECORDING_END.lastIndex }
  } catch {
    return undefined
  }
}

/** A part of a string holds on to the whole of it: a cursor that is kept would keep the text of its page. */
function ownCopyOf(part: string): string {
  return Buffer.from(part, 'latin1').toString('latin1')
}
