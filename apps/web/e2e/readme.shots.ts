import { fileURLToPath } from 'node:url'
import { test } from './test.ts'

// A world that looks the same whenever the pictures are taken.
test.use({ settings: { SANDBOX_NOW: '2026-11-19T15:20:00Z' } })

for (const colorScheme of ['light', 'dark'] as const)
  test(`the list with one recording open, ${colorScheme}`, async ({ page }) => {
    await page.clock.setFixedTime('2026-11-19T15:24:00Z')
    await page.emulateMedia({ colorScheme })
    await page.goto('/recordings')
    await page.getByRole('row').nth(4).click()
    const panel = page.getByRole('region', { name: /\.mp4|\.mkv/ }).or(page.getByRole('complementary'))
    await panel.first().waitFor()
    await page.getByRole('checkbox').nth(6).click()
    await page
      .getByRole('checkbox')
      .nth(8)
      .click({ modifiers: ['Shift'] })
    await page.screenshot({
      path: fileURLToPath(new URL(`../../../docs/recordings-${colorScheme}.png`, import.meta.url)),
    })
  })
