import type { Page } from '@playwright/test'
import { type List, openList, openRoom } from './list.ts'
import { expect, expectAccessible, QUICK_DELETIONS, test } from './test.ts'

test.use({ settings: QUICK_DELETIONS })

const bar = (page: Page) => page.getByRole('toolbar', { name: 'Selected recordings' })
const notices = (page: Page) => page.getByRole('region', { name: 'Notices' })

async function askToDelete(page: Page, list: List, count: number): Promise<string[]> {
  const files: string[] = []
  for (let row = 0; row < count; row += 1) {
    files.push(await list.fileOf(list.rows.nth(row)))
    await list.checkbox(list.rows.nth(row)).check()
  }
  await bar(page)
    .getByRole('button', { name: `Delete ${count}`, exact: true })
    .click()
  return files
}

test('says what will go; waits, sends, looks again, and the rows go', async ({ page }) => {
  const list = await openRoom(page, 'acme-dr-okafor')
  const files = await askToDelete(page, list, 3)
  const dialog = page.getByRole('dialog', { name: 'Delete 3 recordings?' })
  await expect(dialog).toContainText(/Rooms?acme-dr-okafor.*Size[\d.,]+ (MB|GB).*Duration.*Oldest.*Newest/)
  await expect(dialog).toContainText(
    /You can undo for \d s\. After that they cannot be brought back: the vendor keeps no copy\./,
  )
  await expectAccessible(page)
  await dialog.getByRole('textbox', { name: 'Reason (optional)' }).fill('Asked for in ticket 4711')
  await dialog.getByRole('button', { name: 'Delete 3 recordings' }).click()
  await expect(dialog).toBeHidden()

  await expect(list.row(files[0] ?? '')).toContainText(/deletes in \d s/)
  await expect(notices(page)).toContainText(/3 recordings will be deleted in \d s/)
  await expectAccessible(page)
  await expect(list.row(files[0] ?? '')).toContainText('scheduled')
  await expect(notices(page)).toContainText('3 recordings are scheduled for deletion.')
  await expect(notices(page)).toContainText('3 recordings are gone.')
  for (const file of files) await expect(list.row(file)).toHaveCount(0)
  await expect(bar(page)).toBeHidden()
  await page.reload()
  await expect(list.rows.first()).toBeVisible()
  for (const file of files) await expect(list.row(file)).toHaveCount(0)
})

test('one recording is deleted from its row; undo by toast, by row and by key, and upstream hears nothing', async ({
  page,
  sandbox,
}) => {
  const list = await openRoom(page, 'meridian-college-intro-to-law')
  const row = list.rows.first()
  const file = await list.fileOf(row)
  const undoes = [
    () => notices(page).getByRole('button', { name: 'Undo' }).click(),
    () => row.getByRole('button', { name: 'Undo' }).click(),
    () => page.keyboard.press('z'),
  ]
  for (const undo of undoes) {
    await row.getByRole('button', { name: `Delete ${file}`, exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Delete this recording?' })
    await expect(dialog).toContainText(file)
    await dialog.getByRole('button', { name: 'Delete 1 recording' }).click()
    await expect(row).toContainText(/deletes in \d s/)
    await undo()
    await expect(notices(page)).toContainText('Undone: 1 recording stays.')
    await expect(row).not.toContainText('deletes in')
  }
  expect((await sandbox.requests()).filter(({ method }) => method === 'DELETE')).toEqual([])
  await expect(list.row(file)).toBeVisible()
})

test('more than a hundred have to be typed', async ({ page }) => {
  const list = await openList(page)
  await page.keyboard.press('End')
  await expect(page.getByText(/^(200|300) loaded/)).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select all loaded' }).check()
  const count = Number(/^(\d+)/.exec((await bar(page).textContent()) ?? '')?.[1])
  expect(count).toBeGreaterThan(100)
  await bar(page)
    .getByRole('button', { name: `Delete ${count}` })
    .click()
  const dialog = page.getByRole('dialog', { name: `Delete ${count} recordings?` })
  await expect(dialog.getByText(/of them are out of view/)).toBeVisible()
  await expect(dialog.getByText(/and \d+ more/)).toBeVisible()
  const confirm = dialog.getByRole('button', { name: `Delete ${count} recordings` })
  const typed = dialog.getByRole('textbox', { name: `Type ${count} to confirm` })
  await expect(typed).toBeFocused()
  await expect(confirm).toHaveAttribute('aria-disabled', 'true')
  await typed.fill(String(count - 1))
  await typed.press('Enter')
  await expect(dialog).toBeVisible()
  await expectAccessible(page)
  await typed.fill(String(count))
  await expect(confirm).toBeEnabled()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toBeHidden()
  await expect(bar(page)).toContainText(`${count} selected`)
  await expect(list.grid.getByText(/deletes in/)).toHaveCount(0)
})

test('what stays is still there, with retry; what is refused stays selected and says why', async ({ page }) => {
  const list = await openRoom(page, 'legacy-quota-pilot')
  await askToDelete(page, list, 2)
  await page.getByRole('dialog').getByRole('button', { name: 'Delete 2 recordings' }).click()
  await expect(notices(page)).toContainText('2 of 2 not deleted. The vendor took the request and still has it.', {
    timeout: 20_000,
  })
  await expect(list.rows.first()).toContainText('still there')
  await expect(bar(page)).toContainText('2 selected')
  await expectAccessible(page)
  await list.rows.first().getByRole('button', { name: 'Retry' }).click()
  await expect(list.rows.first()).toContainText('scheduled')

  const held = await openRoom(page, 'legacy-legal-hold')
  await askToDelete(page, held, 1)
  await page.getByRole('dialog').getByRole('button', { name: 'Delete 1 recording' }).click()
  await expect(notices(page)).toContainText('1 of 1 not deleted. The vendor refused this console’s key.', {
    timeout: 20_000,
  })
  await expect(held.rows.first()).toContainText('failed')
  await expect(held.rows.first().getByText('The vendor refused this console’s key.')).toBeAttached()
  await expect(held.rows.first()).toHaveAttribute('aria-selected', 'true')
  await expectAccessible(page)
})

test('two windows see the same', async ({ page, context }) => {
  const list = await openRoom(page, 'harborview-dr-sorensen')
  const file = await list.fileOf(list.rows.first())
  await list.rows
    .first()
    .getByRole('button', { name: `Delete ${file}`, exact: true })
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete 1 recording' }).click()
  await expect(list.row(file)).toContainText(/deletes in/)
  const other = await context.newPage()
  const theirs = await openRoom(other, 'harborview-dr-sorensen')
  await expect(theirs.row(file)).toContainText(/deletes in|sending|scheduled/)
  await expect(theirs.row(file)).toHaveCount(0)
  await expect(list.row(file)).toHaveCount(0)
})
