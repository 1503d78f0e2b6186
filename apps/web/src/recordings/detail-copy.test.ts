import { expect, test } from 'vitest'
import { asCurl, asJson } from './detail-copy.ts'

const recording = {
  recordingId: 'a56f6ad7-37fe-4a37-9319-3174630ba57a',
  roomSessionId: 'e2f29530-46ec-4cee-8b27-e565cb5bb2e9',
  roomName: null,
  filename: 'a"b\'.mp4',
  startDate: '2025-01-01T00:00:00.000Z',
  endDate: null,
  sizeInMegaBytes: 100,
}

test('JSON holds the facts and not the console’s own marks', () => {
  const marked = {
    ...recording,
    deletion: { deletionId: 'd', state: 'waiting', executeAt: '2025-01-01T00:00:10.000Z' },
  }
  expect(JSON.parse(asJson(marked))).toEqual(recording)
})

test('cURL names the documented path and a variable in place of a key, and lets no id out of its quotes', () => {
  expect(asCurl(recording)).toBe(
    `curl --fail --silent --show-error 'https://api.whereby.dev/v1/recordings/${recording.recordingId}' \\\n` +
      '  --header "Authorization: Bearer $WHEREBY_API_KEY"',
  )
  expect(asCurl({ recordingId: '../x/$(id)' })).not.toContain('$(id)/')
  expect(asCurl({ recordingId: "';id;'" }).split('\n')[0]).toContain("recordings/'%3Bid%3B'")
})
