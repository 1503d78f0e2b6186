import type { AuditEvent } from '@reeldesk/contract'
import { expect, test } from 'vitest'
import { CSV_HEAD, csvLine } from './csv.ts'

const event: AuditEvent = {
  sequence: 7,
  at: '2026-03-02T15:00:00.000Z',
  action: 'recording.played',
  outcome: 'succeeded',
  actor: { iss: 'https://idp.example', sub: 'ada', name: 'Ada "the" Countess', email: null },
  role: 'operator',
  mode: 'proxy-jwt',
  address: '192.0.2.7',
  requestId: 'r',
}

test('every cell is quoted, quotes are doubled, what is not known is empty', () => {
  expect(csvLine(event)).toMatch(/^"7","2026-03-02T15:00:00.000Z",.*"Ada ""the"" Countess","",.*"\r\n$/)
  expect(csvLine(event).split('","')).toHaveLength(CSV_HEAD.split('","').length)
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1', '＋1', '－1', '＠x'])(
  'a spreadsheet takes %j for text',
  (name) => {
    expect(csvLine({ ...event, actor: { ...event.actor, name } })).toContain(`"'${name}"`)
  },
)
