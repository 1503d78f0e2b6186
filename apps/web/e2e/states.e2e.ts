import type { Page } from '@playwright/test'
import { openList } from './list.ts'
import { expect, expectAccessible, SMALL_WORLD, test } from './test.ts'

test.use({ settings: SMALL_WORLD })

const failed = (page: Page) => page.getByRole('alert').filter({ hasText: 'The list could not be loaded.' })

/** Each asks for another list: what one of them read last would be fresh to the console for two seconds. */
const FAILURES = {
  'answers 500': { failure: { kind: 'status', status: 500 }, sort: 'roomName:asc' },
  'answers 503': { failure: { kind: 'status', status: 503 }, sort: 'roomName:desc' },
  'hangs up': { failure: { kind: 'reset' }, sort: 'startDate:asc' },
  'answers a web page': { failure: { kind: 'html' }, sort: 'sizeInMegaBytes:asc' },
  'answers half of it': { failure: { kind: 'bad-json' }, sort: 'duration:desc' },
}

for (const [name, { failure, sort }] of Object.entries(FAILURES)) {
  test(`a vendor that ${name}: a sentence, the request and a way to try again`, async ({
    page,
    sandbox,
    complaints,
  }) => {
    complaints.expect(/50[234]/)
    await sandbox.fail('any', failure)
    await page.goto(`/recordings?sort=${sort}`)
    await expect(failed(page)).toContainText(/The vendor (is not answering|answered something that cannot be read)\./)
    await expect(failed(page)).toContainText(/Request [\w-]{8,}/)
    if (name === 'answers 500') await expectAccessible(page)
    await sandbox.heal()
    // After several failures in a row the console leaves the vendor alone for a second, whoever asks.
    await expect(async () => {
      await page.getByRole('button', { name: 'Retry' }).click({ timeout: 1_000 })
      await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible({ timeout: 2_000 })
    }).toPass()
    await expect(failed(page)).toBeHidden()
  })
}

test('rate limited: counts down and goes on by itself', async ({ page, sandbox, complaints }) => {
  complaints.expect(/429/)
  await sandbox.fail('listRecordings', { kind: 'throttle', ms: 4_000, says: 'msLeft' }, { count: 1 })
  await page.goto('/recordings?sort=duration:asc')
  await expect(page.getByText(/^The vendor asks to wait\. It goes on by itself in \d s\.$/)).toBeVisible()
  await expectAccessible(page)
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible()
})

test('a refresh that fails leaves the rows, and says so', async ({ page, sandbox, complaints }) => {
  complaints.expect(/50[234]/)
  const list = await openList(page)
  await list.checkbox(list.rows.nth(2)).check()
  await sandbox.fail('listRecordings', { kind: 'status', status: 503 })
  const banner = page.getByText('Not refreshed: what you see is as old as it says. The vendor is not answering.')
  await expect(async () => {
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(banner).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await expect(list.rows.nth(2)).toHaveAttribute('aria-selected', 'true')
  await expectAccessible(page)
  await sandbox.heal()
  await page.getByRole('button', { name: 'Retry' }).click()
  await expect(banner).toBeHidden()
})

test('more that fails to come leaves what is there', async ({ page, sandbox, complaints }) => {
  complaints.expect(/50[234]/)
  const list = await openList(page, '/recordings?sort=sizeInMegaBytes:desc')
  await expect(page.getByText(/^100 loaded/)).toBeVisible()
  await sandbox.fail('listRecordings', { kind: 'status', status: 503 })
  await page.keyboard.press('End')
  await expect(page.getByText('More could not be loaded. The vendor is not answering.')).toBeVisible()
  await expect(list.grid.locator('[aria-rowindex="101"]')).toBeVisible()
  await expectAccessible(page)
  await sandbox.heal()
  await page.getByRole('button', { name: 'Retry' }).click()
  await expect(page.getByText(/^(200 loaded|All 240)/)).toBeVisible()
})

test('offline: what is seen stays, and it goes on once back', async ({ page, context, complaints }) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/)
  const list = await openList(page)
  await list.checkbox(list.rows.nth(1)).check()
  await context.setOffline(true)
  await expect(page.getByText('You are offline. What you see stays; it goes on once you are back.')).toBeVisible()
  await expect(list.rows.nth(1)).toHaveAttribute('aria-selected', 'true')
  await page.getByRole('button', { name: 'Duration', exact: true }).click()
  await expectAccessible(page)
  await context.setOffline(false)
  await expect(page.getByText(/You are offline/)).toBeHidden()
  await expect(list.heading('Duration')).toHaveAttribute('aria-sort', 'ascending')
  await expect(list.grid).toHaveAttribute('aria-busy', 'false')
  await expect(page.getByRole('toolbar')).toContainText('1 selected')
})

test('a slow first answer: the frame with a skeleton, then rows; slow sorting dims the old rows', async ({
  page,
  sandbox,
}) => {
  await sandbox.fail('listRecordings', { kind: 'slow', ms: 2_500 })
  await page.goto('/recordings?room=/acme-dr-okafor&sort=duration:desc')
  const skeleton = page.getByRole('status', { name: 'Loading recordings' })
  await expect(skeleton).toBeVisible()
  await expect(page.getByRole('button', { name: 'Size', exact: true })).toBeVisible()
  const list = await openList(page, page.url())
  await expect(skeleton).toBeHidden()
  await page.getByRole('button', { name: 'Size', exact: true }).click()
  await expect(list.grid).toHaveAttribute('aria-busy', 'true')
  await expect(list.rows.first()).toBeVisible()
  await expect(list.grid).toHaveAttribute('aria-busy', 'false')
})

test('nothing matches: says which room, and clears', async ({ page }) => {
  await page.goto('/recordings?room=/no-such-room')
  await expect(page.getByText('No recordings in room “no-such-room”.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Clear the room filter' }).last().click()
  await expect(page).toHaveURL('/recordings')
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible()
})

test('a recording that is gone, or never was, is not an error page', async ({ page, complaints }) => {
  complaints.expect(/40[04]/)
  await page.goto('/recordings/00000000-0000-4000-8000-000000000000')
  await expect(page.getByText('This recording is gone.')).toBeVisible()
  await expectAccessible(page)
  await page.goto('/recordings/not-an-id')
  await expect(page.getByText('There is no recording with this id.')).toBeVisible()
  await page.getByRole('button', { name: 'Back to the list' }).click()
  await expect(page).toHaveURL('/recordings')
})
