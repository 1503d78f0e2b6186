import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vite'

/** One file for Node, with the contract in it and the migrations beside it; npm packages stay outside. */
export default defineConfig({
  build: { ssr: 'src/main.ts', target: 'node20', sourcemap: true },
  ssr: { noExternal: ['@reeldesk/contract'] },
  plugins: [
    {
      name: 'migrations-beside-main',
      writeBundle: ({ dir = 'dist' }) => cpSync('src/store/migrations', join(dir, 'migrations'), { recursive: true }),
    },
  ],
})
