import { dataPlace } from './config.ts'
import { PlainError } from './plain-error.ts'
import { startPostgres } from './postgres.ts'

/** The embedded database alone, for tests and benchmarks: prints its DATABASE_URL and runs until it is told to stop. */
try {
  const postgres = await startPostgres(dataPlace())
  const stop = () => void postgres.stop().then(() => process.exit(0))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop)
  process.once('disconnect', stop)
  process.stdout.write(`${postgres.url}\n`)
} catch (error) {
  process.stderr.write(
    `${error instanceof PlainError ? error.message : error instanceof Error ? error.stack : error}\n`,
  )
  process.exitCode = 1
}
