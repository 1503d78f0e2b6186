import { openList, panelOf } from './list.ts'
import { expect, expectAccessible, SMALL_WORLD, test } from './test.ts'

test.use({ settings: SMALL_WORLD })

test('walks the list, selects, opens and closes, and comes back to the row', async ({ page }) => {
  const list = await openList(page)
  const [first, second] = [list.rows.nth(0), list.rows.nth(1)]
  await page.keyboard.press('j')
  await expect(first).toBeFocused()
  await page.keyboard.press('j')
  await expect(second).toBeFocused()
  await page.keyboard.press('k')
  await expect(first).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('x')
  await expect(second).toHaveAttribute('aria-selected', 'true')

  const file = await list.fileOf(second)
  await page.keyboard.press('Enter')
  const panel = panelOf(page, file)
  await expect(panel.getByRole('heading', { name: file })).toBeFocused()
  // In the panel the arrows belong to the panel.
  await page.keyboard.press('ArrowDown')
  await expect(panel).toBeVisible()
  await expect(second).toHaveAttribute('aria-current', 'true')

  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(second).toBeFocused()
  await expect(second).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Escape')
  await expect(second).toHaveAttribute('aria-selected', 'false')
})

test('a fast wheel leaves the focus on its row, and rows that come to rest act on what they show', async ({ page }) => {
  const list = await openList(page)
  for (const key of ['j', 'j', 'j', 'j']) await page.keyboard.press(key)
  const focused = await list.fileOf(list.rows.nth(3))
  await page.mouse.move(700, 500)
  for (const by of [3_000, 3_000, 1_500, -3_000, 2_000]) {
    await page.mouse.wheel(0, by)
    await expect(list.row(focused)).toBeFocused()
  }
  const last = await list.fileOf(list.rows.last())
  await expect(list.row(last).getByRole('button', { name: `Delete ${last}` })).toBeVisible()
  const files = await list.rows.getByRole('link').allTextContents()
  expect(new Set(files).size).toBe(files.length)

  const button = list.row(focused).getByRole('button', { name: `Delete ${focused}` })
  await button.focus()
  await page.mouse.wheel(0, 3_000)
  await page.mouse.wheel(0, -3_000)
  await expect(button).toBeFocused()
  await page.keyboard.press('j')
  await expect(list.row(focused)).not.toBeFocused()
  await expect(list.rows.nth(4)).toBeFocused()
})

test('filters by room with suggestions; keys do nothing else while typing', async ({ page }) => {
  const list = await openList(page)
  await page.keyboard.press('/')
  const filter = page.getByRole('combobox', { name: 'Filter by room' })
  await expect(filter).toBeFocused()
  await page.keyboard.type('jxr?#')
  await expect(filter).toHaveValue('jxr?#')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('toolbar')).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(filter).not.toBeFocused()

  await page.keyboard.press('/')
  await page.keyboard.type('acme')
  await expect(page.getByRole('listbox', { name: 'Rooms' }).getByRole('option').first()).toContainText('acme')
  await expectAccessible(page)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/recordings\?room=\/acme/)
  await expect(list.rows.first()).toContainText('acme')
  await expect(list.rows.filter({ hasNotText: 'acme' })).toHaveCount(0)
  await page.goBack()
  await expect(filter).toHaveValue('')
})

test('refreshes, and goes from page to page', async ({ page, sandbox }) => {
  const list = await openList(page)
  await expect(page.getByText(/^100 loaded/)).toBeVisible()
  const asked = async () => (await sandbox.requests()).filter(({ operation }) => operation === 'listRecordings').length
  // What was just read is still fresh to the console for two seconds: until then upstream hears nothing.
  const before = await asked()
  await expect(async () => {
    await page.keyboard.press('r')
    expect(await asked()).toBeGreaterThan(before)
  }).toPass()
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await expect(page).toHaveURL('/deletions')
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await expect(page).toHaveURL('/activity')
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await expect(page).toHaveURL('/recordings')
  await expect(list.rows.first()).toBeVisible()
})

test('? shows every shortcut, and single keys can be switched off for good', async ({ page }) => {
  const list = await openList(page)
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Shortcuts' })
  const lines = {
    'Next row': 'j',
    'Select or deselect': 'x',
    'Extend the selection down': 'Shift',
    'Filter by room': '/',
    Refresh: 'r',
    Open: 'Enter',
    Play: 'Space',
    'Copy a link': 'c',
    Delete: '#',
    'Undo a deletion': 'z',
    'Go to deletions': 'g',
    'Find anything': 'Ctrl',
    'Presenting mode': 'P',
    'Close, then clear the selection': 'Esc',
  }
  for (const [name, key] of Object.entries(lines)) {
    const term = sheet.getByRole('term').filter({ hasText: new RegExp(`^${name}$`) })
    await expect(term.locator('xpath=..')).toContainText(key)
  }
  await expectAccessible(page)
  await sheet.getByRole('checkbox', { name: 'Single-key shortcuts' }).uncheck()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()

  await page.reload()
  await expect(list.rows.first()).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('?')
  await page.keyboard.press('ArrowDown')
  await expect(list.rows.first()).toBeFocused()
  await expect(sheet).toBeHidden()
})

test('Ctrl K finds commands and rooms, from a field too', async ({ page }) => {
  const list = await openList(page)
  await page.getByRole('combobox', { name: 'Filter by room' }).focus()
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Find' })
  await expect(palette.getByRole('combobox', { name: 'Find' })).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.type('no such thing')
  await expect(palette.getByText('Nothing by that name')).toBeVisible()
  await palette.getByRole('combobox').fill('acme')
  await palette
    .getByRole('option', { name: /^Room acme/ })
    .first()
    .click()
  await expect(palette).toBeHidden()
  await expect(page).toHaveURL(/room=\/acme/)
  await expect(list.rows.first()).toContainText('acme')

  await page.keyboard.press('Control+k')
  await page.keyboard.type('go to del')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/deletions')
})

test('presenting masks names and switches deletion off, and survives a reload', async ({ page }) => {
  const list = await openList(page)
  const file = await list.fileOf(list.rows.nth(1))
  await page.keyboard.press('Shift+P')
  await expect(page.getByText('Presenting: names are masked and nothing can be deleted.')).toBeVisible()
  await expect(page.getByText(file)).toHaveCount(0)
  await expect(list.rows.nth(1)).toContainText(/Recording [0-9A-Z]{4}/)
  await expect(list.rows.nth(1)).toContainText(/Room [0-9A-Z]{4}/)
  await expect(page.getByRole('button', { name: /^Delete/ })).toHaveCount(0)
  await list.rows.nth(1).focus()
  await page.keyboard.press('#')
  await page.keyboard.press('Delete')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expectAccessible(page)

  await page.reload()
  await expect(list.rows.nth(1)).toContainText(/Recording [0-9A-Z]{4}/)
  expect(await page.content()).not.toContain(file)
  await page.getByRole('button', { name: 'Stop presenting' }).click()
  await expect(list.row(file)).toBeVisible()
})
