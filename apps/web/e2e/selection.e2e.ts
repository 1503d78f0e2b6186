import { readFile } from 'node:fs/promises'
import type { Download, Page } from '@playwright/test'
import { openList, openRoom } from './list.ts'
import { expect, expectAccessible, SMALL_WORLD, test } from './test.ts'

test.use({ settings: SMALL_WORLD })

const bar = (page: Page) => page.getByRole('toolbar', { name: 'Selected recordings' })

test('by checkbox, by range, by keys, all at once; the bar says what it comes to', async ({ page }) => {
  const list = await openList(page)
  const first = list.rows.nth(1)
  await page.getByRole('checkbox', { name: `Select ${await list.fileOf(first)}`, exact: true }).check()
  await expect(first).toHaveAttribute('aria-selected', 'true')
  await expect(bar(page)).toContainText(/^1 selected · (\d+ m|\d+ h \d\d m) · [\d.,]+ (MB|GB)/)

  await list.checkbox(list.rows.nth(5)).click({ modifiers: ['Shift'] })
  await expect(bar(page)).toContainText('5 selected')
  await expect(list.rows.nth(3)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+J')
  await expect(bar(page)).toContainText('7 selected')
  await expect(page.getByRole('checkbox', { name: 'Select all loaded' })).toBeChecked({ indeterminate: true })
  await expectAccessible(page)

  await page.getByRole('checkbox', { name: 'Select all loaded' }).check()
  // The newest one still runs, so its length is not known.
  await expect(bar(page)).toContainText(/^100 selected · at least .* · \d+ out of view/)
  await page.keyboard.press('Escape')
  await expect(bar(page)).toBeHidden()
  await expect(first).toHaveAttribute('aria-selected', 'false')
})

test('survives sorting, filtering, refreshing and paging; what is out of sight is said', async ({ page }) => {
  const list = await openList(page)
  const files = await Promise.all([1, 2].map((at) => list.fileOf(list.rows.nth(at))))
  for (const file of files) await list.checkbox(list.row(file)).check()
  await expect(bar(page)).toContainText('2 selected')

  await page.getByRole('button', { name: 'Size', exact: true }).click()
  await expect(list.heading('Size')).toHaveAttribute('aria-sort', 'ascending')
  await expect(bar(page)).toContainText(/2 selected · .* · \d (out of view|not in this list)/)

  const filter = page.getByRole('combobox', { name: 'Filter by room' })
  await filter.fill('legacy-imports')
  await filter.press('Enter')
  await expect(page.getByText(/^All 2 · /)).toBeVisible()
  await expect(bar(page)).toContainText('2 not in this list')
  await page.getByRole('button', { name: 'Clear the room filter' }).click()

  await page.goto('/recordings')
  await expect(bar(page)).toBeHidden()
  for (const file of files) await list.checkbox(list.row(file)).check()
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByText(/checked just now/)).toBeVisible()
  await page.keyboard.press('End')
  await expect(bar(page)).toContainText('2 out of view')
  await page.keyboard.press('Home')
  await expect(bar(page)).not.toContainText('out of view')
  for (const file of files) await expect(list.checkbox(list.row(file))).toBeChecked()
  await page.getByRole('button', { name: 'Clear the selection' }).click()
  await expect(bar(page)).toBeHidden()
})

test('exports the selection as a file that a spreadsheet can open without being commanded by it', async ({ page }) => {
  const list = await openRoom(page, 'acme-dr-okafor')
  const formula = '=HYPERLINK("http://example.com";"minutes").mp4'
  const foreign = 'réunion d’équipe 📹 семинар.mp4'
  for (const file of [formula, foreign]) await list.checkbox(list.row(file)).check()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    bar(page).getByRole('button', { name: 'Export CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^recordings-\d{4}-\d\d-\d\dT\d{4}Z\.csv$/)
  const text = await textOf(download)
  expect(text.startsWith('\uFEFF"Recording ID","File name","Room","Room session ID","Started (UTC)"')).toBe(true)
  expect(text).toContain(`"'=HYPERLINK(""http://example.com"";""minutes"").mp4"`)
  expect(text).toContain(`"${foreign}"`)
  expect(text).toContain('"/acme-dr-okafor"')
  expect(linesOf(text)).toHaveLength(3)
  await expect(page.getByText('Exported 2 recordings. The export is on the trail.').last()).toBeVisible()
  await expectAccessible(page)

  await page.goto('/activity?action=recordings.exported')
  await expect(page.getByRole('row').filter({ hasText: 'Exported the list' }).first()).toContainText('2 recordings')
})

test('exports all that is loaded', async ({ page }) => {
  await openList(page)
  await expect(page.getByText(/^100 loaded/)).toBeVisible()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export all loaded' }).click(),
  ])
  expect(linesOf(await textOf(download))).toHaveLength(101)
})

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8')
}

const linesOf = (csv: string) => csv.split('\r\n').filter((line) => line !== '')
