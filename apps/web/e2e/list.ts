import { expect, type Locator, type Page } from '@playwright/test'

/** In the order in which they stand until someone moves them. */
const COLUMNS = ['select', 'recording', 'room', 'started', 'duration', 'size', 'state', 'actions'] as const
export type Column = (typeof COLUMNS)[number]

/** The list of recordings as people find it: rows, cells by column, headings by name. */
export interface List {
  grid: Locator
  rows: Locator
  row(file: string): Locator
  cells(column: Column): Locator
  heading(name: string): Locator
  checkbox(row: Locator): Locator
  fileOf(row: Locator): Promise<string>
}

export function listOn(page: Page): List {
  const grid = page.getByRole('grid', { name: 'Recordings' })
  const rows = grid.getByRole('row').filter({ has: page.getByRole('gridcell') })
  const cellOf = (row: Locator, column: Column) => row.getByRole('gridcell').nth(COLUMNS.indexOf(column))
  return {
    grid,
    rows,
    row: (file) => rows.filter({ has: page.getByRole('link', { name: file, exact: true }) }),
    cells: (column) => grid.locator(`[role=gridcell][aria-colindex="${COLUMNS.indexOf(column) + 1}"]`),
    heading: (name) => grid.getByRole('columnheader').filter({ has: page.getByRole('button', { name, exact: true }) }),
    checkbox: (row) => row.getByRole('checkbox'),
    fileOf: async (row) => (await cellOf(row, 'recording').getByRole('link').textContent()) ?? '',
  }
}

/** The list is there once its first row is. */
export async function openList(page: Page, path = '/recordings'): Promise<List> {
  await page.goto(path)
  const list = listOn(page)
  await expect(list.rows.first()).toBeVisible()
  return list
}

/** The list of one room, which is short. */
export const openRoom = (page: Page, room: string): Promise<List> => openList(page, `/recordings?room=/${room}`)

/** The panel of one opened recording. */
export const panelOf = (page: Page, file: string): Locator => page.getByRole('region', { name: file, exact: true })

/** Nothing lies beyond the right edge of the screen. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overhang = await page.evaluate(() => {
    const wide = [...document.querySelectorAll('body, main, section, dialog[open], aside, .table-scroller')]
    return wide.filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.className || part.tagName)
  })
  expect(overhang).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
}
