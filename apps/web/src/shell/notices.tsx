import { m } from '../i18n/messages.ts'
import { useIsOnline } from '../lib/online.ts'
import { useStore } from '../lib/store.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { presenting } from './presenting.ts'

/** What holds for every page, for as long as it holds. */
export function Notices() {
  const isOnline = useIsOnline()
  const isPresenting = useStore(presenting)
  return (
    <>
      {!isOnline && (
        <Banner tone="warn" icon="offline">
          {m.offline_notice()}
        </Banner>
      )}
      {isPresenting && (
        <Banner
          tone="info"
          icon="eyeOff"
          action={
            <Button size="sm" onClick={() => presenting.set(false)}>
              {m.presenting_stop()}
            </Button>
          }
        >
          {m.presenting_notice()}
        </Banner>
      )}
    </>
  )
}
