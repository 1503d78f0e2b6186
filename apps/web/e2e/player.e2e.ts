import type { Locator, Page } from '@playwright/test'
import { openList, openRoom, panelOf } from './list.ts'
import type { Sandbox } from './sandbox.ts'
import { expect, expectAccessible, SMALL_WORLD, test } from './test.ts'

test.use({ settings: SMALL_WORLD })

/** The latest recording of a room, opened. */
async function openOne(page: Page, room: string): Promise<Locator> {
  const list = await openRoom(page, room)
  const file = await list.fileOf(list.rows.first())
  await list.rows.first().getByRole('link').click()
  return panelOf(page, file)
}

const positionOf = (video: Locator) => video.evaluate((element: HTMLVideoElement) => element.currentTime)

async function linksAskedFor(sandbox: Sandbox, page: Page): Promise<number> {
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const requests = await sandbox.requests()
  return requests.filter(({ operation, recordingIds }) => operation === 'createAccessLink' && recordingIds.includes(id))
    .length
}

test('asks for a link only when play is pressed, and plays', async ({ page, sandbox }) => {
  const panel = await openOne(page, 'acme-dr-okafor')
  await expect(panel.getByRole('heading', { name: 'Facts' })).toBeVisible()
  await expectAccessible(page)
  expect(await linksAskedFor(sandbox, page)).toBe(0)

  await panel.getByRole('button', { name: /^Play / }).click()
  const video = panel.getByLabel(/^Video of /)
  await expect.poll(() => positionOf(video)).toBeGreaterThan(0.3)
  expect(await linksAskedFor(sandbox, page)).toBe(1)
  await expect(panel).toContainText('To play here')

  await panel.getByRole('button', { name: 'Speed: 1×' }).click()
  await page.getByRole('menuitemradio', { name: '2×' }).click()
  await expect(video).toHaveJSProperty('playbackRate', 2)
  await page.keyboard.press('m')
  await expect(video).toHaveJSProperty('muted', true)
  await expectAccessible(page)
})

test('Space plays from the list', async ({ page }) => {
  const list = await openList(page)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect(list.rows.nth(1)).toBeFocused()
  await page.keyboard.press('Space')
  await expect.poll(() => positionOf(page.getByLabel(/^Video of /))).toBeGreaterThan(0.1)
})

test('when the file stops coming, a new link goes on at the same place, speed and volume', async ({
  page,
  sandbox,
  complaints,
}) => {
  complaints.expect(/403|ERR_/)
  // The browser itself tries thirty times before it gives up on a link.
  test.slow()
  // Half of the file comes; what is asked for after that meets a link that has ended.
  await sandbox.fail('getMedia', { kind: 'cut-body' }, { count: 1 })
  await sandbox.fail('getMedia', { kind: 'status', status: 403 })
  const panel = await openOne(page, 'acme-dr-okafor')
  await panel.getByRole('button', { name: /^Play / }).click()
  const video = panel.getByLabel(/^Video of /)
  await expect.poll(() => positionOf(video)).toBeGreaterThan(0)
  await sandbox.fail('createAccessLink', { kind: 'slow', ms: 2_000 })
  const brokeAt = await video.evaluate((element: HTMLVideoElement) => {
    element.volume = 0.5
    element.playbackRate = 2
    return new Promise<number>((resolve) => {
      element.addEventListener('error', () => resolve(element.currentTime), { once: true })
    })
  })
  const resumed = video.evaluate((element: HTMLVideoElement) => {
    return new Promise<number>((resolve) => {
      element.addEventListener('playing', () => resolve(element.currentTime), { once: true })
    })
  })
  await sandbox.heal()
  const resumedAt = await resumed
  expect(brokeAt).toBeGreaterThan(0.5)
  expect(resumedAt).toBeGreaterThan(brokeAt - 0.5)
  await expect(video).toHaveJSProperty('volume', 0.5)
  await expect(video).toHaveJSProperty('playbackRate', 2)
  expect(await linksAskedFor(sandbox, page)).toBe(2)
})

test('what no player opens is a sentence and a download', async ({ page, complaints }) => {
  complaints.expect(/ERR_/)
  const panel = await openOne(page, 'legacy-webinars')
  await panel.getByRole('button', { name: /^Play / }).click()
  await expect(
    panel.getByText('This browser does not play this file. Download it and open it in a video player.'),
  ).toBeVisible()
  await expect(panel.getByRole('button', { name: 'Download' })).toBeEnabled()
  await expectAccessible(page)
})

test('.mkv says so before it is played, own storage and gone instead of it', async ({ page, sandbox, complaints }) => {
  complaints.expect(/40[34]/)
  const list = await openList(page, '/recordings?sort=roomName:asc')
  const open = async (text: RegExp) => {
    const row = list.rows.filter({ hasText: text }).first()
    await expect(async () => {
      await page.keyboard.press('PageDown')
      await expect(row).toBeVisible({ timeout: 100 })
    }).toPass()
    const file = await list.fileOf(row)
    await row.getByRole('link').click()
    return panelOf(page, file)
  }
  const own = await open(/^.*hirewell/)
  await own.getByRole('button', { name: /^Play / }).click()
  await expect(own.getByText('Kept in your own storage: no link to be had here.')).toBeVisible()
  await page.keyboard.press('Escape')

  const mkv = await open(/kestrel|lumen/)
  await expect(mkv.getByText(/\.mkv files|does not play this file/)).toBeVisible()
  await expect(mkv.getByRole('button', { name: 'Download' })).toBeEnabled()
  await expectAccessible(page)

  await sandbox.fail('createAccessLink', { kind: 'status', status: 404 })
  const gone = await openOne(page, 'acme-dr-okafor')
  await gone.getByRole('button', { name: /^Play / }).click()
  await expect(gone.getByText('This recording is gone.')).toBeVisible()
  await expectAccessible(page)
})
