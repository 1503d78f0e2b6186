import type { Store } from '../store/database.ts'
import { listen } from '../store/listen.ts'
import { CHANGED } from './transitions.ts'

/** What every process hears of every process's deletions. */
export interface Changes {
  onChange(listener: () => void): void
  /** Something changed here: those who read in this process need not wait for the database to say so. */
  announce(): void
  /** False while changes elsewhere go unheard. */
  isListening(): boolean
}

export function listenForChanges(store: Store): Changes {
  const listeners: (() => void)[] = []
  let isListening = false

  function announce() {
    for (const listener of listeners) listener()
  }

  listen(store, CHANGED, {
    heard: () => {
      isListening = true
      announce()
    },
    deaf: () => {
      isListening = false
    },
  })

  return { onChange: (listener) => listeners.push(listener), announce, isListening: () => isListening }
}
