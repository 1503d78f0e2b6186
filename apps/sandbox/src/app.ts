import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Config } from './config.ts'
import { createControl } from './control.ts'
import { failOnCommand } from './faults/fail.ts'
import { createFaults } from './faults/faults.ts'
import { createJournal, type Heard, type JournalEnv, listenIn } from './journal.ts'
import { requireKey } from './key.ts'
import { loadClips } from './media/clips.ts'
import { createMediaLinks } from './media/links.ts'
import { serveMedia } from './media/serve.ts'
import { costs, createPoints } from './points.ts'
import { createCatalogue } from './recordings/catalogue.ts'
import { createOperations, type RecordingsEnv } from './recordings/operations.ts'
import { requireJson, requireUuid } from './recordings/requirements.ts'
import { refuse } from './refuse.ts'

const MAX_BODY_BYTES = 4 * 1024 * 1024

export interface Surroundings {
  config: Config
  clock: () => number
  /** Where access links point to; known once the server listens. */
  origin: () => string
  /** How long a bulk deletion takes for one recording. */
  bulkDelayMs: () => number
  mediaFolder: string
}

export type SandboxEnv = RecordingsEnv & JournalEnv & { Bindings: HttpBindings }

export function createApp({ config, clock, origin, bulkDelayMs, mediaFolder }: Surroundings): Hono<SandboxEnv> {
  const catalogue = createCatalogue({ seed: config.seed, count: config.recordings, nowMs: config.nowMs }, clock)
  const points = createPoints(config.pointsPerMinute, clock)
  const links = createMediaLinks({ secret: `${config.apiKey} ${config.seed}`, origin, clock })
  const operations = createOperations(catalogue, links, clock, bulkDelayMs)
  const faults = createFaults((recordingId) => catalogue.roomOf(recordingId)?.name)
  const journal = createJournal()
  const key = requireKey(config.apiKey)
  const media = serveMedia(catalogue, links, loadClips(mediaFolder))
  const heard = (operation: Heard) => [listenIn(journal, operation, clock), failOnCommand(faults, clock)] as const

  const app = new Hono<SandboxEnv>()
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => refuse(c, 413, 'The body is too large') }))
  app.route('/__sandbox', createControl({ catalogue, faults, journal, points }))

  app.get('/v1/recordings', ...heard('listRecordings'), key, costs(points, 1), operations.listRecordings)
  app.post(
    '/v1/recordings/bulk-delete',
    ...heard('bulkDeleteRecordings'),
    key,
    costs(points, 3),
    requireJson,
    operations.bulkDeleteRecordings,
  )
  app.get(
    '/v1/recordings/:recordingId',
    ...heard('getRecording'),
    key,
    costs(points, 1),
    requireUuid,
    operations.getRecording,
  )
  app.delete(
    '/v1/recordings/:recordingId',
    ...heard('deleteRecording'),
    key,
    costs(points, 2),
    operations.deleteRecording,
  )
  app.get(
    '/v1/recordings/:recordingId/access-link',
    ...heard('createAccessLink'),
    key,
    costs(points, 1),
    requireUuid,
    operations.createAccessLink,
  )
  app.get('/media/:recordingId/:filename', ...heard('getMedia'), media)

  app.all('*', listenIn(journal, 'unknown', clock), (c) => refuse(c, 404, "The requested resource doesn't exist"))
  app.onError((error, c) => {
    process.stderr.write(`${error.stack ?? error.message}\n`)
    return refuse(c, 500, 'Internal error')
  })
  return app
}
