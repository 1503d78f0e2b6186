import { expect, test } from '@playwright/test'
import { type Company, openCompany, signInAs } from './company.ts'

let company: Company

test.beforeAll(async () => {
  company = await openCompany()
})

test.afterAll(() => company.stop())

test('a person signs in at the company’s provider, comes to the page they wanted, and signs out of both', async ({
  page,
}) => {
  await page.goto(`${company.origin}/deletions`)
  await signInAs(page, 'ada')
  await expect(page).toHaveURL(`${company.origin}/deletions`)

  await page.getByRole('button', { name: 'You and this screen' }).click()
  await expect(page.getByText('Ada Lovelace · manager')).toBeVisible()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Company sign-in' })).toBeVisible()
})

test('a viewer is shown the list, and nothing that deletes or links', async ({ page }) => {
  await page.goto(company.origin)
  await signInAs(page, 'vera')
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  await page.getByRole('button', { name: 'You and this screen' }).click()
  await expect(page.getByText('Vera Rubin · viewer')).toBeVisible()
})

test('somebody without a role is told so, on a page and not in a loop', async ({ page }) => {
  await page.goto(company.origin)
  await signInAs(page, 'nobody')
  await expect(page.getByText('none of your groups has a role here')).toBeVisible()
})

test('a session that ends in the middle keeps what is selected, and goes on after signing in again', async ({
  page,
  context,
}) => {
  await page.goto(`${company.origin}/?sortBy=sizeInMegaBytes%3Adesc`)
  await signInAs(page, 'ada')
  await page.waitForResponse(/signed-out-dialog/)
  await page.getByRole('row').nth(2).getByRole('checkbox').check()

  const elsewhere = await context.newPage()
  await elsewhere.goto(`${company.provider.issuer}/session/end`)
  await elsewhere.getByRole('button', { name: 'Sign out' }).click()
  await expect(elsewhere.getByText('Signed out')).toBeVisible()
  await elsewhere.close()

  await page.getByRole('button', { name: /^Started/ }).click()
  await expect(page.getByRole('dialog', { name: 'You are signed out' })).toBeVisible()
  const again = context.waitForEvent('page')
  await page.getByRole('button', { name: 'Sign in again' }).click()
  const tab = await again
  await signInAs(tab, 'ada')
  await expect(tab.getByRole('row').nth(1)).toBeVisible()
  await tab.close()

  await page.getByRole('button', { name: 'I have signed in' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByText(/1 selected/)).toBeVisible()
})
