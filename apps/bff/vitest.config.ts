import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: 'test/postgres-server.ts',
    testTimeout: 90_000,
    hookTimeout: 60_000,
    // Suites with several real processes need the machine's two cores to themselves.
    fileParallelism: false,
    // A shared CI machine may stall for seconds; nothing is tried again on a person's own.
    retry: process.env.CI ? 2 : 0,
  },
})
