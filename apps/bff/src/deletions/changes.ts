import type { Logger } from 'pino'
import type { Store } from '../store/database.ts'
import { CHANGED } from './transitions.ts'

/** What every process hears of every process's deletions. */
export interface Changes {
  onChange(listener: () => void): void
  /** Something changed here: those who read in this process need not wait for the database to say so. */
  announce(): void
  /** False while changes elsewhere go unheard. */
  isListening(): boolean
  close(): Promise<void>
}

const RETRY_MS = 1_000

/** Holds one connection for LISTEN. Hearing again after a silence counts as a change: nobody knows what was missed. */
export function listenForChanges({ store, log }: { store: Store; log: Logger }): Changes {
  const listeners: (() => void)[] = []
  let isListening = false
  let isClosed = false
  let retry: NodeJS.Timeout | undefined
  let leave: () => void = () => undefined

  function announce() {
    for (const listener of listeners) listener()
  }

  async function listen(): Promise<void> {
    try {
      const client = await store.pool.connect()
      const lost = () => {
        if (!isListening) return
        isListening = false
        client.release(true)
        announce()
        again()
      }
      client.once('error', lost)
      client.once('end', lost)
      client.on('notification', announce)
      leave = lost
      isListening = true
      if (isClosed) return lost()
      await client.query(`listen ${CHANGED}`)
      announce()
    } catch {
      if (isListening) leave()
      else again()
    }
  }

  function again() {
    if (!isClosed) retry = setTimeout(() => void listen(), RETRY_MS).unref()
  }

  void store.whenReady().then(() => {
    log.debug('listening for changes of deletions')
    return listen()
  })

  return {
    onChange: (listener) => listeners.push(listener),
    announce,
    isListening: () => isListening,
    async close() {
      isClosed = true
      clearTimeout(retry)
      leave()
    },
  }
}
