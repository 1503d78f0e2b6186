import { defineConfig } from 'vite'

export default defineConfig({
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'node_modules/.cache/bench',
    rollupOptions: {
      input: {
        list: 'bench/list.ts',
        upstream: 'bench/upstream.ts',
        'express-proxy': 'bench/express-proxy.ts',
        'plain-proxy': 'bench/plain-proxy.ts',
      },
    },
  },
})
