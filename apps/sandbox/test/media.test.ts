import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { NOW, type Running, runSandbox } from './running.ts'

const Link = z.object({ accessLink: z.string(), expires: z.number() })

async function linkTo(sandbox: Running, roomName: string, validForSeconds?: number) {
  const [recording] = (await sandbox.page(`?roomName=${roomName}&limit=1`)).results
  const recordingId = recording?.recordingId ?? ''
  const query = validForSeconds === undefined ? '' : `?validForSeconds=${validForSeconds}`
  const response = await sandbox.call(`/recordings/${recordingId}/access-link${query}`)
  return { recordingId, ...Link.parse(await response.json()) }
}
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())

describe('an access link', () => {
  test.each([
    [undefined, 3_600],
    [1, 1],
    [43_200, 43_200],
  ])('asked for %j seconds lives %i', async (asked, seconds) => {
    const sandbox = await runSandbox()
    const { accessLink, expires } = await linkTo(sandbox, 'acme-dr-okafor', asked)
    expect(expires).toBe(NOW + seconds * 1000)
    sandbox.pass(seconds * 1000 - 1)
    expect((await fetch(accessLink)).status).toBe(200)
    sandbox.pass(1)
    const expired = await fetch(accessLink)
    expect(expired.status).toBe(403)
    expect(await expired.text()).toContain('<Code>AccessDenied</Code>')
  })

  test.each(['0', '43201', '1.5', '-1', 'hour', ''])('is not made for %j seconds', async (seconds) => {
    const sandbox = await runSandbox()
    const { recordingId } = await linkTo(sandbox, 'acme-dr-okafor')
    const response = await sandbox.call(`/recordings/${recordingId}/access-link?validForSeconds=${seconds}`)
    expect(response.status).toBe(400)
  })

  test('cannot be bent: neither time, nor recording, nor signature', async () => {
    const sandbox = await runSandbox()
    const one = await linkTo(sandbox, 'acme-dr-okafor', 60)
    const other = await linkTo(sandbox, 'acme-dr-moreau', 60)
    const bent = [
      one.accessLink.replace(String(one.expires), String(one.expires + 1)),
      one.accessLink.replace(one.recordingId, other.recordingId),
      one.accessLink.slice(0, -1),
      one.accessLink.replace(/&signature=.*/, ''),
    ]
    for (const link of bent) expect((await fetch(link)).status).toBe(403)
  })

  test('dies with its recording', async () => {
    const sandbox = await runSandbox()
    const { accessLink, recordingId } = await linkTo(sandbox, 'acme-dr-okafor')
    await sandbox.remove(recordingId)
    expect((await fetch(accessLink)).status).toBe(404)
  })

  test('points where SANDBOX_PUBLIC_ORIGIN says', async () => {
    const sandbox = await runSandbox({ publicOrigin: 'https://media.example.test' })
    expect((await linkTo(sandbox, 'acme-dr-okafor')).accessLink).toMatch(/^https:\/\/media\.example\.test\/media\//)
  })

  test('works for names no path likes', async () => {
    const sandbox = await runSandbox({ recordings: 2400 })
    const odd = (await sandbox.page('?roomName=acme-dr-okafor&limit=100')).results.filter(({ filename }) =>
      /[?#%<]/.test(filename),
    )
    expect(odd.length).toBe(2)
    for (const { recordingId } of odd) {
      const response = await sandbox.call(`/recordings/${recordingId}/access-link`)
      expect((await fetch(Link.parse(await response.json()).accessLink)).status).toBe(200)
    }
  })
})

describe('the media', () => {
  test.each([
    ['acme-dr-okafor', 'video/mp4', /^.{8}66747970/],
    ['lumen-dr-vance', 'video/x-matroska', /^1a45dfa3/],
  ])('of %s is a real %s file, shown in place', async (roomName, type, magic) => {
    const response = await fetch((await linkTo(await runSandbox(), roomName)).accessLink)
    expect(response.headers.get('Content-Type')).toBe(type)
    expect(response.headers.get('Content-Disposition')).toBe('inline')
    const bytes = await bytesOf(response)
    expect(Buffer.from(bytes.subarray(0, 8)).toString('hex')).toMatch(magic)
    expect(bytes.length).toBeGreaterThan(20_000)
  })

  test('answers byte ranges, and HEAD with the length', async () => {
    const { accessLink } = await linkTo(await runSandbox(), 'acme-dr-okafor')
    const whole = await bytesOf(await fetch(accessLink))
    const size = whole.length
    const head = await fetch(accessLink, { method: 'HEAD' })
    expect(head.headers.get('Content-Length')).toBe(String(size))
    expect(head.headers.get('Accept-Ranges')).toBe('bytes')

    const ranges: [string, number, number][] = [
      ['bytes=0-0', 0, 0],
      ['bytes=100-199', 100, 199],
      [`bytes=${size - 10}-`, size - 10, size - 1],
      ['bytes=-10', size - 10, size - 1],
      [`bytes=0-${size * 2}`, 0, size - 1],
      [`bytes=-${size * 2}`, 0, size - 1],
    ]
    for (const [range, first, last] of ranges) {
      const response = await fetch(accessLink, { headers: { Range: range } })
      expect(response.status).toBe(206)
      expect(response.headers.get('Content-Range')).toBe(`bytes ${first}-${last}/${size}`)
      expect(await bytesOf(response)).toEqual(whole.slice(first, last + 1))
    }
  })

  test('refuses a range behind the end, and sends the whole for what is no single range', async () => {
    const { accessLink } = await linkTo(await runSandbox(), 'acme-dr-okafor')
    const size = (await bytesOf(await fetch(accessLink))).length
    const ranged = (headers: Record<string, string>) => fetch(accessLink, { headers })
    for (const range of [`bytes=${size}-`, 'bytes=-0']) {
      const response = await ranged({ Range: range })
      expect(response.status).toBe(416)
      expect(response.headers.get('Content-Range')).toBe(`bytes */${size}`)
    }
    for (const range of ['bytes=5-2', 'bytes=0-1,4-5', 'items=0-1', 'bytes=-', 'nonsense']) {
      expect((await ranged({ Range: range })).status).toBe(200)
    }
  })

  test('honours If-Range: the part while nothing changed, else the whole', async () => {
    const { accessLink } = await linkTo(await runSandbox(), 'acme-dr-okafor')
    const etag = (await fetch(accessLink, { method: 'HEAD' })).headers.get('ETag') ?? ''
    const statusFor = async (ifRange: string) =>
      (await fetch(accessLink, { headers: { Range: 'bytes=0-1', 'If-Range': ifRange } })).status
    expect(await statusFor(etag)).toBe(206)
    expect(await statusFor('"another"')).toBe(200)
  })
})
