import { readFile } from 'node:fs/promises'
import { openRoom, panelOf } from './list.ts'
import { expect, expectAccessible, SMALL_WORLD, test } from './test.ts'

test.use({ settings: SMALL_WORLD, permissions: ['clipboard-read', 'clipboard-write'] })

test('who did what to which recording, from where, with what outcome: filtered in the URL and taken away as CSV', async ({
  page,
}) => {
  const list = await openRoom(page, 'acme-dr-okafor')
  const formula = '=HYPERLINK("http://example.com";"minutes").mp4'
  await page.getByRole('button', { name: `Copy link to ${formula}`, exact: true }).click()
  await expect(page.getByText(/^Link copied/).last()).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  await list.row(formula).getByRole('link').click()
  await panelOf(page, formula).getByRole('link', { name: 'All of its activity' }).click()
  await expect(page).toHaveURL(/\/activity\?recordingId=[0-9a-f-]{36}$/)

  const line = page.getByRole('row').filter({ hasText: 'Made a link' }).first()
  await expect(line).toContainText(/Local operator · admin/)
  await expect(line).toContainText('for 1 hour')
  await expect(line).toContainText('done')
  await expect(line).toContainText('127.0.0.1')
  await expect(line.getByRole('link', { name: formula })).toBeVisible()
  await expectAccessible(page)

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download all matching entries as CSV' }).click(),
  ])
  const csv = await readFile(await download.path(), 'utf8')
  expect(csv.charCodeAt(0)).toBe(0xfeff)
  expect(csv).toContain('recording.link.created')
  expect(csv).not.toContain(new URL(link).search)
  const cells = [...csv.matchAll(/(?:^\uFEFF?|,)"((?:[^"]|"")*)"/gm)].map(([, cell]) => cell)
  expect(cells.length).toBeGreaterThan(20)
  expect(cells.filter((cell) => /^[=+@-]/.test(cell ?? ''))).toEqual([])

  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(page).toHaveURL('/activity')
  await expect(page.getByRole('row').filter({ hasText: 'Exported the trail' })).toBeVisible()
})

test('filters are kept by reload; what matches nothing says so, and clears', async ({ page }) => {
  await page.goto('/activity')
  await page.getByRole('combobox', { name: 'Action' }).selectOption('Made a link')
  await expect(page).toHaveURL('/activity?action=recording.link.created')
  const person = page.getByRole('textbox', { name: 'Person' })
  await person.fill('nobody of that name')
  await person.press('Enter')
  await expect(page).toHaveURL(/actor=nobody/)
  await page.reload()
  await expect(page.getByText('Nothing on the trail matches.')).toBeVisible()
  await expect(person).toHaveValue('nobody of that name')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Clear filters' }).last().click()
  await expect(page).toHaveURL('/activity')
  await expect(person).toHaveValue('')

  const recording = page.getByRole('textbox', { name: 'Recording ID' })
  await recording.fill('4711')
  await expect(recording).toHaveAccessibleDescription(/A recording ID has 36 characters/)
  await page.goto('/activity?from=2026-13-45&action=rm&to=1999-01-01')
  await expect(page).toHaveURL('/activity?to=1999-01-01')
  await expect(page.getByText('Nothing on the trail matches.')).toBeVisible()
})
