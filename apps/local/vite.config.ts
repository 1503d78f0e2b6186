import { defineConfig } from 'vite'

/** Three entries: the whole console, the database alone (for tests and benchmarks), and what each child is started with. */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node20',
    rollupOptions: {
      // Side by side: paths to the other apps count from here, whichever file holds them.
      output: { chunkFileNames: '[name].js' },
      input: {
        main: 'src/main.ts',
        database: 'src/database.ts',
        'follow-parent': 'src/follow-parent.ts',
      },
    },
  },
})
