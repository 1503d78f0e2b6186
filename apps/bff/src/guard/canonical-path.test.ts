import { expect, test } from 'vitest'
import { isCanonical } from './canonical-path.ts'

test.each([
  '/',
  '/api',
  '/api/',
  '/api/recordings',
  '/api/recordings/a56f6ad7-37fe-4a37-9319-3174630ba57a/access-link',
  '/api/audit.csv',
  '/assets/index-Bq3.js',
  '/recordings/some%20name',
  '/.well-known/x',
  '/api/.env',
])('%s is a plain path', (path) => {
  expect(isCanonical(path)).toBe(true)
})

test.each([
  '/api//recordings',
  '//api/recordings',
  '/api/./recordings',
  '/api/../api/recordings',
  '/x/../api/recordings',
  '/api/..',
  '/api/%2e%2e/recordings',
  '/api/%2E/recordings',
  '/api/.%2e/recordings',
  '/%2e%2e/api/recordings',
  '/api/recordings/..%2Frooms',
  '/api/recordings%2fx',
  '/api/recordings%5Cx',
  '/api\\recordings',
  '/api/recordings/%00',
  '/api/recordings/%252e%252e%252f',
  '/api/recordings/%61',
  '/%61pi/recordings',
  '/a%50i/recordings',
  '/api%2frecordings',
  '/api/recordings/%',
  '/api/recordings/%zz',
  '/api/recordings;v=1',
  '/api/recordings/ü',
  '/assets/..%2f..%2fetc/passwd',
  '/assets/../index.html',
  'recordings',
  '*',
  '',
])('%s is not', (path) => {
  expect(isCanonical(path)).toBe(false)
})
