import { setTimeout as pause } from 'node:timers/promises'
import type { Store } from './database.ts'

const RECONNECT_MS = 1_000

/**
 * LISTEN on a session of its own for as long as the store is open. `heard` is also called whenever the session was
 * made again, since nobody knows what was said meanwhile; `deaf` when it is lost.
 */
export function listen(store: Store, channel: string, { heard, deaf }: { heard: () => void; deaf: () => void }): void {
  async function once(): Promise<void> {
    const session = await store.session()
    const ended = new Promise<void>((resolve) => session.once('end', () => resolve()))
    try {
      session.on('notification', heard)
      await session.query(`listen ${channel}`)
      heard()
      await ended
    } finally {
      deaf()
      await session.end().catch(() => undefined)
    }
  }

  async function forever(): Promise<void> {
    await store.whenReady()
    while (!store.closing.aborted) {
      await once().catch(() => undefined)
      if (!store.closing.aborted) await pause(RECONNECT_MS, undefined, { ref: false })
    }
  }
  void forever()
}
