import { expect, expectAccessible, test } from './test.ts'

test.use({ settings: { SANDBOX_RECORDINGS: '0' } })

test('a console with nothing in it yet says so on every page', async ({ page }) => {
  const pages = {
    '/recordings': 'No recordings yet. They appear here once a meeting has been recorded.',
    '/deletions': 'Nothing has been deleted from here yet.',
    '/activity': 'Nothing has happened here yet.',
  }
  for (const [path, words] of Object.entries(pages)) {
    await page.goto(path)
    await expect(page.getByText(words)).toBeVisible()
    await expectAccessible(page)
  }
})
