import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: 'test/postgres-server.ts',
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
})
