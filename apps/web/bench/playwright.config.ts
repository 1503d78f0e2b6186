import { defineConfig } from '@playwright/test'
import base from '../../../playwright.config.ts'

/** Measurements in a real browser: one at a time, each with room to finish. */
export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: '*.bench.ts',
  workers: 1,
  timeout: 300_000,
  outputDir: '../node_modules/.cache/bench',
})
