/** Made when first used. An Intl formatter costs milliseconds: making them all at once would hold up the first row. */
export function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
