import { defineConfig } from '@playwright/test'
import base from '../../../playwright.config.ts'

/** The README's pictures: `npx -y pnpm@10.34.9 --filter @reeldesk/web screenshots`, after a build. */
export default defineConfig({ ...base, testDir: '.', testMatch: '*.shots.ts', workers: 1 })
