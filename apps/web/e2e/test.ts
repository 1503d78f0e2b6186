import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { type Console, startConsole } from './console.ts'
import { controlOf, type Sandbox } from './sandbox.ts'

/** What the browser may say on its console in this test; anything else fails it. */
export interface Complaints {
  expect(pattern: RegExp): void
}

interface Fixtures {
  sandbox: Sandbox
  complaints: Complaints
}

/** Files that name the same settings share a console: those that delete nothing, and those that do it quickly. */
export const SMALL_WORLD = { SANDBOX_RECORDINGS: '240' }
export const QUICK_DELETIONS = {
  SANDBOX_RECORDINGS: '400',
  DELETE_GRACE_SECONDS: '5',
  DELETE_VERIFY_SECONDS: '3',
  DELETIONS_PER_MINUTE: '1000',
}

/** One console per worker and settings; every test begins with a vendor in good health and a page nobody has used. */
export const test = base.extend<Fixtures, { desk: Console; settings: Record<string, string> }>({
  settings: [{}, { scope: 'worker', option: true }],
  desk: [
    async ({ settings }, use) => {
      const desk = await startConsole(settings)
      await use(desk)
      await desk.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ desk }, use) => use(desk.origin),
  sandbox: async ({ desk }, use) => {
    const sandbox = controlOf(desk.sandboxOrigin)
    await sandbox.heal()
    await sandbox.forget()
    await use(sandbox)
    await sandbox.heal()
  },
  complaints: [
    async ({ page }, use) => {
      const expected: RegExp[] = []
      const heard: string[] = []
      page.on('console', (message) => message.type() === 'error' && heard.push(message.text()))
      page.on('pageerror', (error) => heard.push(`uncaught: ${error.message}`))
      await use({ expect: (pattern) => expected.push(pattern) })
      expect(heard.filter((said) => !expected.some((pattern) => pattern.test(said)))).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

/** WCAG 2.2 AA as far as axe can tell. In the other theme only colours differ. */
export async function expectAccessible(page: Page): Promise<void> {
  await expectNoViolations(page, 'light', (axe) =>
    axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']),
  )
  await expectNoViolations(page, 'dark', (axe) => axe.withRules(['color-contrast']))
  await page.emulateMedia({ colorScheme: null })
}

async function expectNoViolations(
  page: Page,
  colorScheme: 'light' | 'dark',
  choose: (axe: AxeBuilder) => AxeBuilder,
): Promise<void> {
  await page.emulateMedia({ colorScheme })
  // Colours on their way from one theme to the other are nobody's.
  await page.evaluate(() => {
    const transitions = document.getAnimations().filter((each) => each instanceof CSSTransition)
    return Promise.allSettled(transitions.map((each) => each.finished))
  })
  // Legacy: without frames of other origins the results need no page of their own, which would take the focus.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode()
  const { violations } = await choose(axe).analyze()
  const found = violations.map(
    ({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map((node) => node.target).join(' | ')}`,
  )
  expect(found).toEqual([])
}
