import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compression } from 'vite-plugin-compression2'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), compression({ algorithms: ['brotliCompress', 'gzip'], threshold: 0 })],
  build: {
    outDir: fileURLToPath(new URL('../../dist-bare', import.meta.url)),
    emptyOutDir: true,
    modulePreload: { polyfill: false },
  },
})
