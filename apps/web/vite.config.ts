import { paraglideVitePlugin } from '@inlang/paraglide-js'
import tailwindcss from '@tailwindcss/vite'
import { tanstackRouter } from '@tanstack/router-plugin/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compression, defineAlgorithm } from 'vite-plugin-compression2'
import { firstDownload } from './build/first-download.ts'

const bff = 'http://127.0.0.1:4400'
const first = firstDownload({ entry: 'src/main.tsx', app: 'src/app.tsx' })

export default defineConfig({
  plugins: [
    // The same options as the `messages` script: whichever ran last, the output is the same.
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/i18n/paraglide',
      strategy: ['localStorage', 'baseLocale'],
      // One locale: nothing to decide at run time. Goes when the second one comes.
      experimentalStaticLocale: '"en"',
    }),
    tanstackRouter({ target: 'react', autoCodeSplitting: true, quoteStyle: 'single' }),
    react(),
    tailwindcss(),
    first.plugin,
    compression({
      algorithms: [defineAlgorithm('brotliCompress'), defineAlgorithm('gzip', { level: 9 })],
      include: /\.(html|js|css|svg)$/,
      logLevel: 'silent',
    }),
  ],
  build: {
    manifest: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: { groups: first.groups }, postBanner: first.compileHint } },
  },
  server: { host: '127.0.0.1', port: 5173, strictPort: true, proxy: { '/api': bff, '/auth': bff } },
})
