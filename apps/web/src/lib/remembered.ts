import { createStore, type Store } from './store.ts'

/** A setting kept on this device. `read` turns what was stored (possibly by another version) into a value, or refuses it. */
export function remembered<T>(key: string, initial: T, read: (stored: unknown) => T | undefined): Store<T> {
  const name = `reeldesk.${key}`
  const store = createStore(parse(name, read) ?? initial)
  return {
    ...store,
    set(next) {
      store.set(next)
      try {
        localStorage.setItem(name, JSON.stringify(next))
      } catch {
        // Storage may be full or refused: the setting then lasts as long as the page.
      }
    },
  }
}

function parse<T>(name: string, read: (stored: unknown) => T | undefined): T | undefined {
  try {
    const stored = localStorage.getItem(name)
    return stored === null ? undefined : read(JSON.parse(stored))
  } catch {
    return undefined
  }
}

export const readBoolean = (stored: unknown): boolean | undefined => (typeof stored === 'boolean' ? stored : undefined)

export function readOneOf<const T extends string>(allowed: readonly T[]): (stored: unknown) => T | undefined {
  return (stored) => allowed.find((one) => one === stored)
}
