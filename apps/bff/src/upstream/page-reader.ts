import { isUtf8 } from 'node:buffer'
import type { Recording } from '@reeldesk/contract'
import { ID } from './address.ts'
import { type Answer, jsonOf } from './exchange.ts'
import { pageOf, type UpstreamPage } from './page.ts'
import { readPage } from './wire.ts'

/** Printable, neither quote nor backslash; of other scripts the bytes of UTF-8. */
const CHARACTER = '[ !#-[\\]-~\\x80-\\xff]'
/** No hour or day that no clock or calendar shows: what cannot be a date is for `wire.ts` to refuse. */
const UTC = '\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,3})?Z'

/** The members of a recording as this console would write them itself. */
const MEMBERS: Record<keyof Recording, string> = {
  recordingId: `"(${ID})"`,
  roomSessionId: `"${CHARACTER}*"`,
  roomName: `(?:null|"${CHARACTER}+")`,
  filename: `"${CHARACTER}*"`,
  startDate: `"${UTC}"`,
  endDate: `(?:null|"${UTC}")`,
  sizeInMegaBytes: '(?:0|[1-9]\\d{0,14})(?:\\.\\d{1,15})?',
}
const BEGINNING = '{"results":['
const END = /\],"cursor":(?:null|"([ !#-[\]-~]+)")\}$/y

/**
 * Most pages say, but for the order of members, what this console would write. Known by their text they go on as they
 * came; the others are parsed, at three times the cost, and tell the order, about which the document is silent.
 */
export function createPageReader(): (answer: Answer) => UpstreamPage {
  let order = Object.entries(MEMBERS)
  let recording = expressionOf(order)

  function learnOrder(example: object) {
    const names = Object.keys(example)
    if (order.some(([name]) => !names.includes(name))) return
    const learned = order.toSorted(([a], [b]) => names.indexOf(a) - names.indexOf(b))
    if (learned.every(([name], at) => name === order[at]?.[0])) return
    order = learned
    recording = expressionOf(order)
  }

  return function read(answer) {
    const verbatim = readVerbatim(answer.body, recording)
    if (verbatim !== undefined) return verbatim
    const json = jsonOf(answer)
    const page = readPage(json)
    learnOrder((json as { results: object[] }).results[0] ?? {})
    return pageOf(page)
  }
}

/** One recording, and what is between it and the next. */
function expressionOf(order: [name: string, value: string][]): RegExp {
  const members = order.map(([name, value]) => `"${name}":${value}`)
  return new RegExp(`\\{${members.join(',')}\\}(?:,(?=\\{)|(?=\\]))`, 'y')
}

/** Undefined when anything is otherwise than it would be written here, or a recording comes twice. */
function readVerbatim(json: Buffer, recording: RegExp): UpstreamPage | undefined {
  // A byte is a character: what gives JSON its form is ASCII, and in UTF-8 nothing else looks like it.
  const text = json.toString('latin1')
  if (!text.startsWith(BEGINNING) || !isUtf8(json)) return undefined
  const recordingIds = new Set<string | undefined>()
  let count = 0
  END.lastIndex = recording.lastIndex = BEGINNING.length
  for (let found = recording.exec(text); found !== null; found = recording.exec(text)) {
    recordingIds.add(found[1])
    count += 1
    END.lastIndex = recording.lastIndex
  }
  const end = END.exec(text)
  if (end === null || recordingIds.size < count) return undefined
  return { cursor: end[1] === undefined ? null : ownCopyOf(end[1]), json }
}

/** A part of a string holds on to the whole of it: a cursor that is kept would keep the text of its page. */
function ownCopyOf(part: string): string {
  return Buffer.from(part, 'latin1').toString('latin1')
}
