import type { ListedRecording } from '@reeldesk/contract'
import { afterEach, expect, test, vi } from 'vitest'
import { exportAsCsv, recordingsCsv } from './export.ts'

const recording = (over: Partial<ListedRecording>): ListedRecording => ({
  recordingId: '00000000-0000-4000-8000-000000000000',
  roomSessionId: 'session',
  roomName: '/room',
  filename: 'a.mp4',
  startDate: '2026-01-01T00:00:00.000Z',
  endDate: '2026-01-01T01:00:00.000Z',
  sizeInMegaBytes: 12.5,
  ...over,
})

afterEach(() => vi.unstubAllGlobals())

test('begins with the byte order mark, one line per recording, no formula among them', () => {
  const text = recordingsCsv([recording({}), recording({ filename: '=HYPERLINK("x")', roomName: '@room' })])
  const lines = text.split('\r\n')
  expect(text.startsWith('\uFEFF"')).toBe(true)
  expect(lines).toHaveLength(4)
  expect(lines[1]).toContain(
    '"a.mp4","/room","session","2026-01-01T00:00:00.000Z","2026-01-01T01:00:00.000Z","3600","12.5"',
  )
  expect(lines[2]).toContain(`"'=HYPERLINK(""x"")","'@room"`)
})

test('what is not known stays empty instead of 0', () => {
  expect(recordingsCsv([recording({ roomName: null, endDate: null })])).toContain(
    '"a.mp4","","session","2026-01-01T00:00:00.000Z","","","12.5"',
  )
})

test('no file is made when the trail could not be written', async () => {
  const createObjectURL = vi.fn()
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL }))
  vi.stubGlobal('fetch', async () => new Response('{}', { status: 503 }))
  await expect(exportAsCsv([recording({})])).rejects.toThrow()
  expect(createObjectURL).not.toHaveBeenCalled()
})
