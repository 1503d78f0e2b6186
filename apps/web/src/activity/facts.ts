import { m } from '../i18n/messages.ts'
import { formats } from '../lib/format.ts'
import { lifetimeWords } from '../recordings/link-words.ts'
import type { Mask } from '../shell/presenting.ts'
import type { Line } from './fold.ts'

type Detail = Record<string, unknown>

/** An outcome need not repeat what its intent says. */
function detailOf({ event, intent }: Line): Detail {
  return { ...intent?.detail, ...event.detail }
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined)
const isDetail = (value: unknown): value is Detail => typeof value === 'object' && value !== null

/** The file name as it was when it happened: the recording may be gone by now. */
export function recordingOf(line: Line): string | undefined {
  const { filename, snapshot } = detailOf(line)
  return text(filename) ?? (isDetail(snapshot) ? text(snapshot.filename) : undefined)
}

/** What of the details a person reads at a glance; everything is in the CSV. */
export function factsOf(line: Line, mask: Mask): string[] {
  const detail = detailOf(line)
  const seconds = number(detail.validForSeconds)
  const expires = text(detail.expires)
  const count = number(detail.count)
  const reason = text(detail.reason)
  const code = text(detail.code)
  const path = text(detail.path)
  return [
    seconds === undefined ? undefined : m.activity_lifetime({ lifetime: lifetimeWords(seconds) }),
    expires === undefined ? undefined : m.activity_until({ until: formats.dateTime(expires) }),
    count === undefined ? undefined : m.activity_count({ count }),
    reason === undefined ? undefined : m.activity_reason({ reason: mask.on ? m.masked_reason() : reason }),
    code === undefined ? undefined : m.activity_code({ code }),
    path === undefined ? undefined : `${text(detail.method) ?? ''} ${path}`.trim(),
  ].filter((fact) => fact !== undefined)
}
