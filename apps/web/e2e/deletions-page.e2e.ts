import type { Page } from '@playwright/test'
import { openRoom } from './list.ts'
import { expect, expectAccessible, QUICK_DELETIONS, test } from './test.ts'

test.use({ settings: QUICK_DELETIONS })

/** Deletes rows of a room by hand, then goes to where every deletion is listed; the newest is first. */
async function deleteAndLook(page: Page, room: string, rows: number[], reason = '') {
  const list = await openRoom(page, room)
  for (const row of rows) await list.checkbox(list.rows.nth(row)).check()
  await page.keyboard.press('#')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Reason (optional)' }).fill(reason)
  await dialog.getByRole('button', { name: /^Delete \d/ }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole('link', { name: 'Deletions' }).click()
  await expect(page.getByRole('heading', { name: 'Deletions', level: 1 })).toBeVisible()
  return page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading') })
    .first()
}

test('who, when, why and how many; undone here before anything is sent', async ({ page, sandbox }) => {
  const reason = '<i>wrong</i> session, ticket 4712'
  const card = await deleteAndLook(page, 'talentbridge-backend-interviews', [0, 1], reason)
  await card.getByRole('button', { name: 'Undo' }).click()
  await expect(card.getByRole('progressbar', { name: 'Progress' })).toHaveAttribute('aria-valuetext', '2 undone')
  await expect(card.getByRole('heading')).toHaveText('2 recordings · Local operator')
  await expect(card).toContainText(`Reason: ${reason}`)
  await expect(card.getByRole('button', { name: 'Undo' })).toBeHidden()
  expect((await sandbox.requests()).filter(({ operation }) => operation === 'bulkDeleteRecordings')).toEqual([])
  await page.reload()
  await expect(card.getByRole('progressbar')).toHaveAttribute('aria-valuetext', '2 undone')
  await expectAccessible(page)
})

test('goes on by itself to the end, through a reload', async ({ page }) => {
  const card = await deleteAndLook(page, 'meridian-college-intro-to-law', [2, 3, 4])
  await expect(card).toContainText(/deletes in \d s/)
  await page.reload()
  const bar = card.getByRole('progressbar', { name: 'Progress' })
  await expect(bar).toHaveAttribute('aria-valuetext', /scheduled/)
  await expect(bar).toHaveAttribute('aria-valuetext', '3 gone')
  await expect(bar).toHaveAttribute('aria-valuenow', '3')
  await expect(page.getByText('That’s all of them')).toBeVisible()
})

test('what failed is listed with its reason, at an address of its own, and can be retried', async ({ page }) => {
  const card = await deleteAndLook(page, 'legacy-legal-hold', [1])
  const bar = card.getByRole('progressbar', { name: 'Progress' })
  await expect(bar).toHaveAttribute('aria-valuetext', '1 failed', { timeout: 20_000 })
  await card.getByRole('button', { name: 'Show the 1 that is not gone' }).click()
  await expect(page).toHaveURL(/\/deletions\?open=/)
  const left = card.getByRole('region', { name: 'Recordings that are not gone' })
  await expect(left.getByRole('listitem')).toContainText([
    /legacy-legal-hold.*The vendor refused this console’s key\.failed/,
  ])
  await expectAccessible(page)
  await page.reload()
  await expect(left).toBeVisible()

  await card.getByRole('button', { name: 'Retry 1' }).click()
  await expect(bar).toHaveAttribute('aria-valuetext', /1 (waiting|scheduled)/)
  await expect(bar).toHaveAttribute('aria-valuetext', '1 failed', { timeout: 20_000 })
  await page.keyboard.press('Shift+P')
  await expect(card.getByRole('button', { name: 'Retry 1' })).toBeHidden()
  await expect(left).not.toContainText('legacy-legal-hold')
})
