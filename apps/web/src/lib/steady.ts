import { useCallback, useLayoutEffect, useRef, useState } from 'react'

/** A handler that is the same function for ever and always does what the latest one would: memoised rows stay as they are. */
export function useSteadyHandler<Args extends unknown[], Result>(handler: (...args: Args) => Result) {
  const latest = useRef(handler)
  useLayoutEffect(() => {
    latest.current = handler
  })
  return useCallback((...args: Args): Result => latest.current(...args), [])
}

/** The value as it was when it last held good: what belongs to the rows on screen changes together with them. */
export function useSettled<T>(value: T, isSettled: boolean): T {
  const [settled, setSettled] = useState(value)
  if (isSettled && !Object.is(settled, value)) {
    setSettled(value)
    return value
  }
  return settled
}
