import { type List, openRoom } from './list.ts'
import { expect, expectAccessible, SMALL_WORLD, test } from './test.ts'

test.use({ settings: SMALL_WORLD, permissions: ['clipboard-read', 'clipboard-write'] })

async function select(list: List, count: number): Promise<void> {
  for (let row = 0; row < count; row += 1) await list.checkbox(list.rows.nth(row)).check()
}

test('links for several: made one by one with progress, copied as text and as CSV', async ({ page, sandbox }) => {
  const list = await openRoom(page, 'acme-dr-okafor')
  await select(list, 4)
  await page.getByRole('toolbar').getByRole('button', { name: 'Copy links' }).click()
  const sheet = page.getByRole('dialog', { name: 'Links for 4 recordings' })
  await expect(sheet).toContainText('nobody can take it back')
  await expectAccessible(page)
  await sandbox.fail('createAccessLink', { kind: 'slow', ms: 1_200 })
  await sheet.getByRole('button', { name: 'Make 4 links' }).click()
  await expect(sheet.getByRole('progressbar', { name: 'Making links' })).toBeVisible()
  await expect(sheet.getByText('2 of 4')).toBeVisible()
  await expect(sheet.getByRole('progressbar', { name: 'All links are made.' })).toBeVisible()
  await expectAccessible(page)

  await sheet.getByRole('button', { name: 'Copy 4 as text' }).click()
  await expect(sheet.getByText('Copied')).toBeVisible()
  const text = await page.evaluate(() => navigator.clipboard.readText())
  expect(text.match(/http:\/\/127\.0\.0\.1:\d+\/media\//g)).toHaveLength(4)
  await sheet.getByRole('button', { name: 'Copy as CSV' }).click()
  await expect(async () => {
    const csv = await page.evaluate(() => navigator.clipboard.readText())
    expect(csv).toContain('"Recording","Link","Works until (UTC)"')
  }).toPass()
  await sheet.getByRole('button', { name: 'Close' }).last().click()
  await expect(sheet).toBeHidden()
  await expect(page.getByRole('toolbar')).toContainText('4 selected')
})

test('can be stopped and gone on with, keeps what is made, and names what failed', async ({
  page,
  sandbox,
  complaints,
}) => {
  complaints.expect(/40[34]|429/)
  const list = await openRoom(page, 'acme-dr-okafor')
  const missing = await list.fileOf(list.rows.nth(0))
  await select(list, 4)
  await page.getByRole('toolbar').getByRole('button', { name: 'Copy links' }).click()
  const sheet = page.getByRole('dialog')
  await sandbox.fail('createAccessLink', { kind: 'status', status: 404 }, { count: 1 })
  await sandbox.fail('createAccessLink', { kind: 'slow', ms: 1_000 }, { count: 1 })
  await sheet.getByRole('button', { name: 'Make 4 links' }).click()
  await expect(sheet.getByText('1 of 4')).toBeVisible()
  await sheet.getByRole('button', { name: 'Stop' }).click()
  await expect(sheet.getByText('Stopped. What is made so far is kept.')).toBeVisible()

  await sandbox.fail('createAccessLink', { kind: 'throttle', ms: 2_000, says: 'msLeft' }, { count: 1 })
  await sheet.getByRole('button', { name: 'Go on' }).click()
  await expect(sheet.getByText(/Rate limited\. It goes on by itself in \d+ s\./)).toBeVisible()
  await expect(sheet.getByText('Made, except for 1.')).toBeVisible()
  const missed = sheet.getByRole('region', { name: 'No link for' })
  await expect(missed.getByRole('listitem')).toHaveText([`${missing}This recording is gone.`])
  await expectAccessible(page)
})
