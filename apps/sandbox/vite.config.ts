import { defineConfig } from 'vite'

export default defineConfig({
  build: { target: 'node20', outDir: 'dist', emptyOutDir: true },
})
