import type { Page } from '@playwright/test'
import { openList, openRoom, panelOf } from './list.ts'
import { expect, expectAccessible, SMALL_WORLD, test } from './test.ts'

test.use({ settings: SMALL_WORLD, permissions: ['clipboard-read', 'clipboard-write'] })

const notice = (page: Page, words: string | RegExp) =>
  page.getByRole('region', { name: 'Notices' }).getByRole('group', { name: words })

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

/** An access link is as good as the file: it must be nowhere but on the clipboard. */
async function expectNoLinkKept(page: Page, link: string): Promise<void> {
  const kept = await page.evaluate(() => [
    location.href,
    ...Object.values(localStorage),
    ...Object.values(sessionStorage),
  ])
  const secret = new URL(link).search
  for (const place of [...kept, await page.content()]) expect(place).not.toContain(secret)
}

test('one press copies a link that opens the file, and says until when and to whom', async ({ page, request }) => {
  const list = await openList(page)
  const file = await list.fileOf(list.rows.nth(1))
  await page.getByRole('button', { name: `Copy link to ${file}`, exact: true }).click()
  const said = notice(
    page,
    /^Link copied\. It works for 1 hour, until \d\d?:\d\d\. Anyone who has it can open the file\.$/,
  )
  await expect(said).toBeVisible()
  const link = await clipboard(page)
  const media = await request.get(link, { headers: { Range: 'bytes=0-99' } })
  expect(media.status()).toBe(206)
  await expectNoLinkKept(page, link)
  await expectAccessible(page)

  await list.row(file).getByRole('link').click()
  await expect(panelOf(page, file)).toContainText(/Links made.*To hand on.*1 hour.*opens until/)
  await expectNoLinkKept(page, link)
  await page.reload()
  await expect(panelOf(page, file)).toContainText('Made a link')
})

test('other lifetimes are a menu and a field with bounds; the chosen one can be kept', async ({ page }) => {
  const list = await openList(page)
  const file = await list.fileOf(list.rows.nth(1))
  const lifetimes = page.getByRole('button', { name: `Other lifetimes for ${file}`, exact: true })
  await lifetimes.click()
  const menu = page.getByRole('menu', { name: 'Lifetime' })
  await expect(menu.getByRole('menuitem')).toContainText([
    '15 minutes',
    '1 hour',
    '4 hours',
    '12 hours',
    'Another lifetime …',
  ])
  await expectAccessible(page)
  await menu.getByRole('menuitem', { name: '15 minutes' }).click()
  await expect(notice(page, /works for 15 minutes/)).toBeVisible()

  await lifetimes.click()
  await menu.getByRole('menuitem', { name: 'Another lifetime …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Copy a link that lives …' })
  const amount = dialog.getByRole('textbox', { name: 'Lifetime' })
  const copy = dialog.getByRole('button', { name: 'Copy link' })
  await dialog.getByRole('combobox', { name: 'Unit' }).selectOption('hours')
  for (const wrong of ['12.5', '0', '-1', 'soon', '']) {
    await amount.fill(wrong)
    await expect(copy).toHaveAttribute('aria-disabled', 'true')
    await expect(amount).toHaveAccessibleDescription(/1 second to 12 hours/)
  }
  await expectAccessible(page)
  await amount.fill('1,5')
  await dialog.getByRole('checkbox', { name: /from now on/ }).check()
  await copy.click()
  await expect(notice(page, /works for 1 hour 30 minutes/)).toBeVisible()
  await page.reload()
  await lifetimes.click()
  await menu.getByRole('menuitem', { name: '1 hour', exact: true }).press('Escape')
  await page.getByRole('button', { name: `Copy link to ${file}`, exact: true }).click()
  await expect(notice(page, /works for 1 hour 30 minutes/)).toBeVisible()
})

test('where the clipboard is refused the link is shown, selected, and gone with its dialog', async ({
  page,
  context,
}) => {
  await context.clearPermissions()
  await page.addInitScript(() => {
    Object.defineProperty(Clipboard.prototype, 'write', {
      value: () => Promise.reject(new DOMException('Write permission denied.', 'NotAllowedError')),
    })
  })
  const list = await openList(page)
  const file = await list.fileOf(list.rows.nth(1))
  await page.getByRole('button', { name: `Copy link to ${file}`, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Copy this link by hand' })
  const field = dialog.getByRole('textbox', { name: `Link to ${file}` })
  const link = await field.inputValue()
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/media\//)
  expect(await page.evaluate(() => getSelection()?.toString())).toBe(link)
  await expect(dialog).toContainText(/until \d\d?:\d\d\. Anyone who has it can open the file\./)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(dialog).toBeHidden()
  await expectNoLinkKept(page, link)
})

test('own storage and gone are answers, not errors', async ({ page, sandbox, complaints }) => {
  complaints.expect(/40[34]/)
  const list = await openList(page, '/recordings?sort=roomName:asc')
  const own = list.rows.filter({ hasText: /hirewell/ }).first()
  await expect(async () => {
    await page.keyboard.press('PageDown')
    await expect(own).toBeVisible({ timeout: 100 })
  }).toPass()
  const file = await list.fileOf(own)
  await page.getByRole('button', { name: `Copy link to ${file}`, exact: true }).click()
  await expect(notice(page, 'Kept in your own storage: no link to be had here.')).toBeVisible()
  await expect(notice(page, /own storage/).getByRole('button', { name: 'Retry' })).toBeHidden()
  await expectAccessible(page)

  await sandbox.fail('createAccessLink', { kind: 'status', status: 404 })
  const gone = await openRoom(page, 'legacy-imports')
  await gone.rows
    .first()
    .getByRole('button', { name: /^Copy link to/ })
    .click()
  await expect(notice(page, 'This recording is gone.')).toBeVisible()
})

test('a rate limit counts down, and a refusal names its request', async ({ page, sandbox, complaints }) => {
  complaints.expect(/429|503/)
  await sandbox.fail('createAccessLink', { kind: 'throttle', ms: 2_500, says: 'msLeft' }, { count: 1 })
  const list = await openList(page)
  const copy = list.rows.nth(1).getByRole('button', { name: /^Copy link to/ })
  await copy.click()
  await expect(page.getByText(/^Too many at once\. Possible again in \d+ s, at \d\d?:\d\d\.$/).last()).toBeVisible()
  const over = page.getByText('Too many at once. Possible again now.').last()
  await expect(over).toBeVisible()
  await page.getByRole('button', { name: 'Retry' }).click()
  await expect(notice(page, /^Link copied/)).toBeVisible()

  await sandbox.fail('createAccessLink', { kind: 'status', status: 500 })
  await copy.click()
  await expect(notice(page, /^No link was made\. .* Request [\w-]+$/)).toBeVisible()
})
