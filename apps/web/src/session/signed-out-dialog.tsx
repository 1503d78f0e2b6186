import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { m } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { sessionQuery } from './session.ts'
import { checkSignedIn, signedOut } from './signed-out.ts'

/** Signing in happens in a tab of its own; coming back here is noticed. */
export function SignedOutDialog() {
  const queryClient = useQueryClient()
  const [isChecking, setChecking] = useState(false)
  const [isStillOut, setStillOut] = useState(false)
  const mode = queryClient.getQueryData(sessionQuery.queryKey)?.mode
  const here = location.pathname + location.search
  const href = mode === 'oidc' ? `/auth/login?returnTo=${encodeURIComponent(here)}` : here

  useEffect(() => {
    const onReturn = () => {
      if (document.visibilityState === 'visible') void checkSignedIn(queryClient)
    }
    document.addEventListener('visibilitychange', onReturn)
    return () => document.removeEventListener('visibilitychange', onReturn)
  }, [queryClient])

  const check = async () => {
    setChecking(true)
    setStillOut(!(await checkSignedIn(queryClient)))
    setChecking(false)
  }

  return (
    <Dialog
      title={m.signed_out_title()}
      onClose={() => signedOut.set(false)}
      footer={
        <>
          <Button look="quiet" onClick={check} disabled={isChecking}>
            {m.signed_out_check()}
          </Button>
          <Button look="accent" icon="external" onClick={() => window.open(href, '_blank', 'noopener')}>
            {m.signed_out_action()}
          </Button>
        </>
      }
    >
      <p>{m.signed_out_body()}</p>
      <p role="status" className="pt-2 text-danger empty:hidden">
        {isStillOut && !isChecking ? m.signed_out_still() : ''}
      </p>
    </Dialog>
  )
}
