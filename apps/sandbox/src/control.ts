import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as z from 'zod'
import { Fault } from './faults/fault.ts'
import type { Faults } from './faults/faults.ts'
import type { Journal } from './journal.ts'
import type { Points } from './points.ts'
import type { Catalogue } from './recordings/catalogue.ts'
import { requireJson } from './recordings/requirements.ts'
import { refuse } from './refuse.ts'

interface Controlled {
  catalogue: Catalogue
  faults: Faults
  journal: Journal
  points: Points
}

/** For tests and demonstrations on this machine: make calls fail, read what was heard, begin anew. Needs no key. */
export function createControl({ catalogue, faults, journal, points }: Controlled) {
  const control = new Hono<{ Bindings: HttpBindings }>()
  control.use(onlyThisMachine)

  control.get('/state', (c) =>
    c.json({ recordings: catalogue.count(), points: points.read(), calls: journal.calls(), faults: faults.list() }),
  )
  control.get('/requests', (c) => {
    const last = z.coerce.number().int().min(1).default(100).safeParse(c.req.query('last'))
    return last.success ? c.json(journal.last(last.data)) : refuse(c, 400, 'last must be a whole number from 1 on')
  })
  control.delete('/requests', (c) => {
    journal.clear()
    return c.body(null, 204)
  })
  control.post('/faults', requireJson, async (c) => {
    const fault = Fault.safeParse(await c.req.json().catch(() => undefined))
    return fault.success ? c.json(faults.set(fault.data), 201) : refuse(c, 400, z.prettifyError(fault.error))
  })
  control.delete('/faults/:faultId?', (c) => {
    faults.clear(c.req.param('faultId'))
    return c.body(null, 204)
  })
  control.post('/reset', (c) => {
    catalogue.reset()
    faults.clear()
    journal.clear()
    points.reset()
    return c.body(null, 204)
  })
  return control
}

const LOOPBACK_ADDRESS = /^(127\.|::1$|::ffff:127\.)/
const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i

/** By socket address, by Host (a page elsewhere can point its own name here), and never for a browser's page. */
const onlyThisMachine = createMiddleware<{ Bindings: HttpBindings }>(async function onlyThisMachine(c, next) {
  const address = c.env.incoming.socket.remoteAddress ?? ''
  const isHere = LOOPBACK_ADDRESS.test(address) && LOOPBACK_HOST.test(c.req.header('Host') ?? '')
  if (isHere && c.req.header('Origin') === undefined) return next()
  return refuse(c, 403, 'The control endpoint answers programs on this machine only')
})
