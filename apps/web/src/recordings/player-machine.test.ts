import { describe, expect, test } from 'vitest'
import {
  isUnplayable,
  needsRenewal,
  type Playback,
  type PlayerEvent,
  type PlayerLink,
  type PlayerState,
  renewalDueAt,
  stepPlayer,
} from './player-machine.ts'

const link = (url: string, madeAt = 0, expiresAt = 3_600_000): PlayerLink => ({ url, madeAt, expiresAt })
const at = (positionSeconds: number, isPaused = false) => ({ positionSeconds, isPaused })
const run = (...events: PlayerEvent<string>[]) => events.reduce<PlayerState<string>>(stepPlayer, { kind: 'idle' })

const pressed: PlayerEvent<string> = { kind: 'play-pressed' }
const arrived = (url: string, playback = at(0)): PlayerEvent<string> => ({
  kind: 'link-arrived',
  link: link(url),
  playback,
})
const mediaFailed = (cause: 'network' | 'format', playback?: Playback): PlayerEvent<string> => ({
  kind: 'media-failed',
  cause,
  playback,
})

describe('the player', () => {
  test('asks for no link until play is pressed', () => {
    expect(run().kind).toBe('idle')
    expect(run({ kind: 'link-due' }, { kind: 'advanced' }).kind).toBe('idle')
    expect(run(pressed).kind).toBe('asking')
  })

  test('a link that arrives plays from the start', () => {
    expect(run(pressed, arrived('a'))).toEqual({
      kind: 'playing',
      link: link('a'),
      resume: at(0),
      isRescue: false,
      renews: true,
    })
  })

  test('a due renewal keeps the old link until the new one is there, then resumes where the person is by then', () => {
    const renewing = run(pressed, arrived('a'), { kind: 'link-due' })
    expect(renewing).toMatchObject({ kind: 'renewing', link: link('a') })
    expect(stepPlayer(renewing, arrived('b', at(95, true)))).toMatchObject({
      kind: 'playing',
      link: link('b'),
      resume: at(95, true),
    })
  })

  test('a renewal that fails leaves the old link playing', () => {
    expect(run(pressed, arrived('a'), { kind: 'link-due' }, { kind: 'link-failed', failure: 'offline' })).toMatchObject(
      { kind: 'playing', link: link('a') },
    )
  })

  test('the first media error asks for a new link and keeps position and pause', () => {
    expect(run(pressed, arrived('a'), mediaFailed('network', at(40, true)))).toEqual({
      kind: 'asking',
      resume: at(40, true),
      isRescue: true,
    })
  })

  test('a second error before anything played gives up and says which of the two it was', () => {
    const rescued: PlayerEvent<string>[] = [pressed, arrived('a'), mediaFailed('format', at(40)), arrived('b', at(40))]
    expect(run(...rescued, mediaFailed('format')).kind).toBe('unplayable')
    expect(run(...rescued, mediaFailed('network', at(40)))).toEqual({ kind: 'broken', resume: at(40) })
  })

  test('a renewed link that never loads loses nothing of what the old one had played', () => {
    const renewed = run(pressed, arrived('a'), { kind: 'link-due' }, arrived('b', at(95)))
    expect(stepPlayer(renewed, mediaFailed('format'))).toEqual({ kind: 'asking', resume: at(95), isRescue: true })
  })

  test('once a rescued link has played, the next error is rescued again', () => {
    const state = run(pressed, arrived('a'), mediaFailed('network'), arrived('b'), { kind: 'advanced' })
    expect(stepPlayer(state, mediaFailed('network', at(70)))).toMatchObject({ kind: 'asking', isRescue: true })
  })

  test('pressing play after a failure goes on from where it stood', () => {
    const failed = run(pressed, arrived('a'), mediaFailed('network', at(12)), { kind: 'link-failed', failure: 'x' })
    expect(failed).toEqual({ kind: 'failed', failure: 'x', resume: at(12) })
    expect(stepPlayer(failed, pressed)).toMatchObject({ kind: 'asking', resume: at(12) })
  })

  test('a link that arrives too late for anything is dropped', () => {
    expect(run(arrived('late'))).toEqual({ kind: 'idle' })
  })
})

describe('renewal', () => {
  test('is due 30 s before a long life ends and at four fifths of a short one', () => {
    expect(renewalDueAt(link('a', 0, 3_600_000))).toBe(3_570_000)
    expect(renewalDueAt(link('a', 0, 10_000))).toBe(8_000)
  })

  test('does not happen for what is paused or already buffered to its end', () => {
    const due = link('a', 0, 10_000)
    expect(needsRenewal(due, 9_000, { ...at(1), isBuffered: false })).toBe(true)
    expect(needsRenewal(due, 9_000, { ...at(1, true), isBuffered: false })).toBe(false)
    expect(needsRenewal(due, 9_000, { ...at(1), isBuffered: true })).toBe(false)
    expect(needsRenewal(due, 7_000, { ...at(1), isBuffered: false })).toBe(false)
  })
})

test('mkv is offered as a download where the browser cannot play it; mp4 never is before it was tried', () => {
  expect(isUnplayable('Room-2026.MKV', () => false)).toBe(true)
  expect(isUnplayable('Room-2026.mkv', (mime) => mime === 'video/x-matroska')).toBe(false)
  expect(isUnplayable('Room-2026.mp4', () => false)).toBe(false)
})
