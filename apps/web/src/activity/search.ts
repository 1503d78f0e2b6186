import { AUDIT_ACTIONS, type AuditAction } from '@reeldesk/contract'

/** Which entries of the trail are shown, as it stands in the URL. Days are local, `YYYY-MM-DD`, both inclusive. */
export interface ActivitySearch {
  actor?: string
  action?: AuditAction
  recordingId?: string
  from?: string
  to?: string
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Anything that is not a filter, or not one that can be asked for, is dropped. */
export function readActivitySearch(search: Record<string, unknown>): ActivitySearch {
  const text = (name: keyof ActivitySearch, is: (value: string) => boolean) => {
    const value = search[name]
    return typeof value === 'string' && is(value) ? { [name]: value } : {}
  }
  const action = AUDIT_ACTIONS.find((known) => known === search.action)
  return {
    ...text('actor', (value) => value !== '' && value.length <= 200),
    ...(action === undefined ? {} : { action }),
    ...text('recordingId', (value) => ID.test(value)),
    ...text('from', isDay),
    ...text('to', isDay),
  }
}

const isDay = (value: string) => DAY.test(value) && !Number.isNaN(Date.parse(`${value}T00:00:00`))

export const isRecordingId = (value: string): boolean => ID.test(value)

/** What the server is asked: moments in UTC. A day ends where the next one begins, in the person's zone. */
export function asFilters({ from, to, ...rest }: ActivitySearch) {
  return {
    ...rest,
    ...(from === undefined ? {} : { from: new Date(`${from}T00:00:00`).toISOString() }),
    ...(to === undefined ? {} : { to: endOf(to).toISOString() }),
  }
}

function endOf(day: string): Date {
  const date = new Date(`${day}T00:00:00`)
  date.setDate(date.getDate() + 1)
  return new Date(date.getTime() - 1)
}

export const isFiltered = (search: ActivitySearch): boolean => Object.keys(search).length > 0
