import { expect, test } from 'vitest'
import { address } from './address.ts'

const ID = 'a56f6ad7-37fe-4a37-9319-3174630ba57a'

test('the five operations, and how each is asked', () => {
  expect([
    address.list({}),
    address.list({ roomName: '/a b&c=d', cursor: '../x?y#z', limit: 100, sortBy: 'duration:desc' }),
    address.one(ID),
    address.accessLink(ID, 3600),
    address.delete(ID),
    address.bulkDelete([ID]),
  ]).toEqual([
    { method: 'GET', path: '/recordings?limit=50' },
    {
      method: 'GET',
      path: '/recordings?limit=100&sortBy=duration%3Adesc&roomName=%2Fa%20b%26c%3Dd&cursor=..%2Fx%3Fy%23z',
    },
    { method: 'GET', path: `/recordings/${ID}` },
    { method: 'GET', path: `/recordings/${ID}/access-link?validForSeconds=3600` },
    { method: 'DELETE', path: `/recordings/${ID}` },
    { method: 'POST', path: '/recordings/bulk-delete', body: JSON.stringify({ recordingIds: [ID] }) },
  ])
})

test.each([
  '',
  '..',
  '../rooms',
  '..%2Frooms',
  `${ID}/access-link`,
  `${ID}?x=1`,
  `${ID}#`,
  `${ID}\n`,
  ` ${ID}`,
  'bulk-delete',
])('no address is made of the id %j', (id) => {
  expect(() => address.one(id)).toThrow('upstream: invalid')
  expect(() => address.delete(id)).toThrow('upstream: invalid')
  expect(() => address.accessLink(id, 60)).toThrow('upstream: invalid')
  expect(() => address.bulkDelete([ID, id])).toThrow('upstream: invalid')
})

test.each([Number.NaN, 1.5, -1, 1e21])('no access link is asked for %d seconds', (seconds) => {
  expect(() => address.accessLink(ID, seconds)).toThrow('upstream: invalid')
})
