import { expectNoSidewaysScroll, type List, listOn, openList, openRoom, panelOf } from './list.ts'
import { expect, expectAccessible, SMALL_WORLD, test } from './test.ts'

test.use({ settings: SMALL_WORLD })

test('the newest recordings are there at once, with what is known of each', async ({ page }) => {
  const list = await openList(page, '/')
  await expect(page).toHaveURL('/recordings')
  await expect(page.getByText(/^100 loaded · checked just now$/)).toBeVisible()
  await expect(list.grid).toHaveAttribute('aria-rowcount', '-1')
  await expect(list.rows.first()).toHaveAttribute('aria-rowindex', '2')
  await expect(page.getByText('Sandbox', { exact: true })).toBeVisible()

  const running = list.rows.first()
  await expect(running.getByText('Still running, or upstream does not say when it ended')).toBeAttached()
  await expect(running.getByRole('gridcell').nth(5)).toHaveText('0 MB')
  const started = running.getByRole('gridcell').nth(3).locator('time')
  await expect(started).toHaveAttribute('title', /UTC$/)
  await expectAccessible(page)
})

test('scrolling goes on to the end, and the end is marked', async ({ page }) => {
  const list = await openList(page)
  await list.rows.first().hover()
  const end = page.getByText('That’s all 240')
  await expect(async () => {
    await page.mouse.wheel(0, 4_000)
    await expect(end).toBeInViewport({ timeout: 100 })
  }).toPass()
  await expect(page.getByText(/^All 240 · /)).toBeVisible()
  await expect(list.grid).toHaveAttribute('aria-rowcount', '241')
  await expect(list.grid.locator('[aria-rowindex="241"]')).toBeVisible()
  expect(await list.rows.count()).toBeLessThan(60)
  await expectAccessible(page)
})

test('who does not scroll loads more with a button', async ({ page }) => {
  await openList(page)
  const end = page.getByText('That’s all 240')
  const more = page.getByRole('button', { name: 'Load more' })
  await expect(page.getByText(/^100 loaded/)).toBeVisible()
  // As a screen reader presses it: without scrolling there, which would load by itself.
  await more.dispatchEvent('click')
  await expect(page.getByText(/^200 loaded/)).toBeVisible()
  await more.dispatchEvent('click')
  await expect(end).toBeAttached()
  await expect(more).toBeHidden()
})

const READ = {
  Room: { column: 'room', key: 'roomName', value: (text: string) => (text.startsWith('—') ? '' : text) },
  Started: { column: 'started', key: 'startDate', value: undefined },
  Duration: { column: 'duration', key: 'duration', value: minutes },
  Size: { column: 'size', key: 'sizeInMegaBytes', value: megaBytes },
} as const

for (const [name, { key }] of Object.entries(READ)) {
  test(`${name} sorts upwards, downwards, and back to newest first`, async ({ page }) => {
    const list = await openList(page)
    const heading = list.heading(name)
    const press = () => heading.getByRole('button', { name, exact: true }).click()
    const field = name as keyof typeof READ

    await press()
    await expect(heading).toHaveAttribute('aria-sort', 'ascending')
    await expect(page).toHaveURL(`/recordings?sort=${key}:asc`)
    await expect(list.grid).toHaveAttribute('aria-busy', 'false')
    expectOrder(await readingsOf(list, field), 1)

    await press()
    await expect(heading).toHaveAttribute('aria-sort', 'descending')
    await expect(page).toHaveURL(`/recordings?sort=${key}:desc`)
    await expect(list.grid).toHaveAttribute('aria-busy', 'false')
    expectOrder(await readingsOf(list, field), -1)

    await press()
    await expect(page).toHaveURL('/recordings')
    await expect(list.heading('Started')).toHaveAttribute('aria-sort', 'descending')
    await expect(list.rows.first().getByText(/^Still running/)).toBeAttached()
    if (name !== 'Started') await expect(heading).toHaveAttribute('aria-sort', 'none')
  })
}

test('reload, back and a pasted link restore the place', async ({ page, context }) => {
  const list = await openList(page, '/recordings?sort=duration:desc')
  const file = await list.fileOf(list.rows.nth(3))
  await list.rows.nth(3).getByRole('link').click()
  const panel = panelOf(page, file)
  await expect(panel).toBeVisible()
  await expect(page).toHaveURL(/\/recordings\/[0-9a-f-]{36}\?sort=duration:desc$/)
  await page.reload()
  await expect(panel.getByRole('heading', { name: file })).toBeVisible()
  await expect(list.heading('Duration')).toHaveAttribute('aria-sort', 'descending')

  const colleague = await context.newPage()
  await colleague.goto(page.url())
  await expect(panelOf(colleague, file)).toBeVisible()
  await expect(listOn(colleague).heading('Duration')).toHaveAttribute('aria-sort', 'descending')

  await page.goBack()
  await expect(panel).toBeHidden()
  await expect(page).toHaveURL('/recordings?sort=duration:desc')
})

test('coming back from another page finds the row one had scrolled to', async ({ page }) => {
  const list = await openList(page)
  await list.rows.first().hover()
  const far = list.grid.locator('[aria-rowindex="92"]')
  await expect(async () => {
    await page.mouse.wheel(0, 600)
    await expect(far).toBeInViewport({ timeout: 50 })
  }).toPass()
  await page.getByRole('link', { name: 'Deletions' }).click()
  await expect(page.getByRole('heading', { name: 'Deletions' })).toBeVisible()
  await page.goBack()
  await expect(far).toBeInViewport()
})

test('odd names are text, and what is not known is not a number', async ({ page }) => {
  const list = await openRoom(page, 'acme-dr-okafor')
  for (const name of ['<b>board & partners</b>.mp4', '50% off, 100% on?#notes.mp4', 'שיחת היכרות.mp4']) {
    await expect(list.row(name)).toBeAttached()
  }
  await list.row('<b>board & partners</b>.mp4').getByRole('link').click()
  await expect(panelOf(page, '<b>board & partners</b>.mp4')).toBeVisible()
  await expect(list.rows.filter({ hasText: 'Upstream says that it ended before it started' }).first()).toBeAttached()
  await expectAccessible(page)
})

test('an address with a sort or a path nobody knows does no harm', async ({ page }) => {
  const list = await openList(page, '/recordings?sort=password:asc&room=')
  await expect(list.heading('Started')).toHaveAttribute('aria-sort', 'descending')
  await page.goto('/no/such/page')
  await expect(page.getByText('There is nothing at this address.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Go to recordings' }).click()
  await expect(list.rows.first()).toBeVisible()
})

test('on a phone nothing scrolls sideways', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const list = await openList(page)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  await list.checkbox(list.rows.nth(1)).check()
  await expectNoSidewaysScroll(page)
  const file = await list.fileOf(list.rows.nth(1))
  await list.rows.nth(1).getByRole('link').click()
  await expect(panelOf(page, file)).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  for (const path of ['/deletions', '/activity']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectNoSidewaysScroll(page)
  }
})

async function readingsOf(list: List, name: keyof typeof READ): Promise<(string | number)[]> {
  const { column, value } = READ[name]
  const cells = (await list.cells(column).all()).slice(0, 12)
  return Promise.all(
    cells.map(async (cell) => {
      if (value) return value((await cell.textContent())?.trim() ?? '')
      return (await cell.locator('time').getAttribute('datetime')) ?? ''
    }),
  )
}

function expectOrder(readings: (string | number)[], direction: 1 | -1): void {
  const sorted = [...readings].sort((a, b) => (a < b ? -direction : a > b ? direction : 0))
  expect(readings.length).toBeGreaterThan(10)
  expect(readings).toEqual(sorted)
}

/** "1 h 04 m" as minutes; what is not known sorts first upstream. */
function minutes(text: string): number {
  if (text.startsWith('—')) return -1
  const hours = /(\d+) h/.exec(text)?.[1] ?? 0
  return Number(hours) * 60 + Number(/(\d+) m/.exec(text)?.[1] ?? 0)
}

function megaBytes(text: string): number {
  return Number.parseFloat(text) * (text.endsWith('GB') ? 1_000 : 1)
}
