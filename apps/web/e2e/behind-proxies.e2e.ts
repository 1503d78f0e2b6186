import { expect, test } from '@playwright/test'
import { noApache } from '../../bff/test/sso/apache.ts'
import { noNginx } from '../../bff/test/sso/nginx.ts'
import { type Company, type GuardedCompany, openBehindApache, openBehindNginx, signInAs } from './company.ts'

test.describe('behind Apache with mod_auth_openidc', () => {
  test.skip(noApache !== undefined, noApache)
  let company: Company
  test.beforeAll(async () => {
    company = await openBehindApache()
  })
  test.afterAll(() => company?.stop())

  test('a person signs in at Apache’s door and works here under their own name', async ({ page }) => {
    await page.goto(company.origin)
    await signInAs(page, 'ada')
    await expect(page.getByRole('row').nth(1)).toBeVisible()
    await page.getByRole('button', { name: 'You and this screen' }).click()
    await expect(page.getByText('Ada Lovelace · manager')).toBeVisible()
    await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeHidden()
  })
})

test.describe('behind nginx with auth_request', () => {
  test.skip(noNginx !== undefined, noNginx)
  let company: GuardedCompany
  test.beforeAll(async () => {
    company = await openBehindNginx()
  })
  test.afterAll(() => company?.stop())

  test('a person signs in at the gate and works here under their own name', async ({ page }) => {
    await page.goto(company.origin)
    await signInAs(page, 'vera')
    await expect(page.getByRole('row').nth(1)).toBeVisible()
    await page.getByRole('button', { name: 'You and this screen' }).click()
    await expect(page.getByText('Vera Rubin · viewer')).toBeVisible()
  })

  test('when the gate sends a press to its sign-in, that is recognised: sign in again, and go on where one was', async ({
    page,
    context,
  }) => {
    await page.goto(company.origin)
    await signInAs(page, 'ada')
    await page.waitForResponse(/signed-out-dialog/)
    await page.getByRole('row').nth(2).getByRole('checkbox').check()
    company.endSessions()

    await page.getByRole('button', { name: /^Size/ }).click()
    await expect(page.getByRole('dialog', { name: 'You are signed out' })).toBeVisible()
    const again = context.waitForEvent('page')
    await page.getByRole('button', { name: 'Sign in again' }).click()
    // The provider still knows who it is: one redirect after the other, and no question.
    await expect((await again).getByRole('row').nth(1)).toBeVisible()

    await page.getByRole('button', { name: 'I have signed in' }).click()
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(page.getByText(/1 selected/)).toBeVisible()
  })
})
