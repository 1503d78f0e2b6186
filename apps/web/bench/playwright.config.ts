import { defineConfig } from '@playwright/test'
import base from '../../../playwright.config.ts'

/** Measurements in a real browser: one at a time, each with room to finish. */
export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: '*.bench.ts',
  workers: 1,
  timeout: 300_000,
  // A trace watches every change of the page: it would be most of what is measured.
  use: { ...base.use, trace: 'off', screenshot: 'off' },
  outputDir: '../node_modules/.cache/bench',
})
