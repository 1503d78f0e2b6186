import type { Server } from 'node:http'
import type { Logger } from 'pino'

interface Running {
  server: Server
  worker: { stop(): Promise<void> }
  /** Closed last, in this order. */
  closing: { close(): Promise<void> }[]
}

export interface Shutdown {
  isStopping(): boolean
  /** From now on SIGTERM and SIGINT stop what is running; a second signal ends the process at once. */
  watch(running: Running): void
}

/** Answers under way may take this long; what is cut off then was told so by its connection. */
const DRAIN_MS = 10_000
/** Orchestrators kill after 30 s by habit; everything here can be resumed, so late is worse than abrupt. */
const LIMIT_MS = 18_000

/** The one way out: stop accepting, drain, let the worker commit its outcome, close, flush the log, exit 0. */
export function createShutdown({ log, flush }: { log: Logger; flush: () => Promise<void> }): Shutdown {
  let isStopping = false

  async function exit(code: number): Promise<never> {
    await flush()
    process.exit(code)
  }

  async function stop({ server, worker, closing }: Running): Promise<void> {
    log.info('stopping')
    setTimeout(() => {
      log.warn('stopped without waiting any longer')
      void exit(0)
    }, LIMIT_MS).unref()
    await Promise.all([drain(server), worker.stop()])
    for (const part of closing) await part.close()
    log.info('stopped')
    await exit(0)
  }

  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'unexpected')
    void exit(1)
  })

  return {
    isStopping: () => isStopping,
    watch(running) {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) {
        process.on(signal, () => {
          if (isStopping) return void exit(1)
          isStopping = true
          stop(running).catch((error) => {
            log.error({ err: error }, 'stopping failed')
            void exit(1)
          })
        })
      }
    },
  }
}

/** Resolves when every connection is closed: idle ones at once, the others after their answer or when time is up. */
function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => server.closeIdleConnections(), 100)
    const limit = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
    server.close(() => {
      clearInterval(sweep)
      clearTimeout(limit)
      resolve()
    })
  })
}
