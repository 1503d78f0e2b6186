import { describe, expect, test } from 'vitest'
import { createIdentifiers, mix, unmix } from '../src/world/identifiers.ts'
import { NOW, runSandbox, traverse } from './running.ts'

test('ids can be read back, and none is given twice', () => {
  for (const value of [0, 1, 2 ** 31, 2 ** 32 - 1, 123_456_789]) expect(unmix(mix(value))).toBe(value)
  const { idOf, headOf, ordinalOfHead } = createIdentifiers(2026)
  const ids = new Set(Array.from({ length: 50_000 }, (_, ordinal) => idOf(ordinal)))
  expect(ids.size).toBe(50_000)
  expect(ordinalOfHead(headOf(49_999))).toBe(49_999)
})

describe('the world', () => {
  test('is the same again for the same seed and moment, and another for another seed', async () => {
    const settings = { recordings: 300, seed: 11 }
    const pages = await Promise.all(
      [settings, settings, { ...settings, seed: 12 }].map(async (each) => (await runSandbox(each)).page()),
    )
    expect(pages[0]).toEqual(pages[1])
    expect(pages[2]).not.toEqual(pages[0])
  })

  test('keeps its ids when it is started at another moment', async () => {
    const ids = async (nowMs: number) =>
      (await (await runSandbox({ nowMs })).page('?sortBy=startDate:desc&limit=1')).results.map(
        ({ recordingId }) => recordingId,
      )
    expect(await ids(NOW)).toEqual(await ids(NOW + 40 * 86_400_000))
  })

  test.each([0, 1, 7, 150, 2400])(
    'of %i recordings has as many, none later than now, the newest minutes old',
    async (recordings) => {
      const all = await traverse(await runSandbox({ recordings }), 'limit=100')
      expect(all).toHaveLength(recordings)
      for (const { startDate, endDate } of all) {
        expect(Date.parse(startDate)).toBeLessThan(NOW)
        if (endDate !== null) expect(Date.parse(endDate)).toBeLessThan(NOW)
      }
      if (recordings === 0) return
      expect(NOW - Date.parse(all[0]?.startDate ?? '')).toBeLessThan(10 * 60_000)
      expect(all[0]?.endDate).toBeNull()
    },
  )

  test('is one where meetings happen in office hours, sizes fit durations, and sessions have several recordings', async () => {
    const all = await traverse(await runSandbox({ recordings: 2400 }), 'limit=100')
    const weekend = all.filter(({ startDate }) => [0, 6].includes(new Date(startDate).getUTCDay()))
    expect(weekend.length / all.length).toBeLessThan(0.1)
    const ordinary = all.filter(({ endDate, startDate }) => endDate !== null && endDate > startDate)
    const rates = ordinary
      .map((each) => each.sizeInMegaBytes / ((Date.parse(each.endDate ?? '') - Date.parse(each.startDate)) / 60_000))
      .toSorted((a, b) => a - b)
    expect(rates.at(Math.floor(rates.length * 0.02))).toBeGreaterThan(5)
    expect(rates.at(Math.floor(rates.length * 0.98))).toBeLessThan(16)
    expect(new Set(all.map(({ roomSessionId }) => roomSessionId)).size).toBeLessThan(all.length * 0.97)
    expect(new Set(all.map(({ roomName }) => roomName)).size).toBeGreaterThan(60)
  })

  test('holds the oddities a console must live with, away from the first pages', async () => {
    const sandbox = await runSandbox({ recordings: 2400 })
    const all = await traverse(sandbox, 'limit=100')
    const names = all.map(({ filename }) => filename)
    expect(names.filter((name) => name.endsWith('.mkv')).length).toBeGreaterThan(100)
    expect(names.filter((name) => /[^ -~]/.test(name)).length).toBeGreaterThan(4)
    expect(names).toContain('=HYPERLINK("http://example.com";"minutes").mp4')
    expect(all.some(({ roomName }) => roomName === undefined)).toBe(true)
    expect(all.filter(({ endDate }) => endDate === null).length).toBeGreaterThan(2)
    expect(all.some(({ sizeInMegaBytes }) => sizeInMegaBytes % 1 !== 0)).toBe(true)
    expect(all.some(({ startDate, endDate }) => endDate !== null && endDate < startDate)).toBe(true)
    for (const edge of [all.slice(0, 200), all.slice(-200)]) {
      expect(edge.some(({ roomName }) => roomName?.startsWith('/legacy-'))).toBe(false)
    }
  })
})
