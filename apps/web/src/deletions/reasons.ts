import { m } from '../i18n/messages.ts'

/** Why a recording could not be deleted, by problem code. */
const REASONS: Record<string, () => string> = {
  upstream_rejected: m.deletion_why_rejected,
  upstream_refused_key: m.deletion_why_refused_key,
  upstream_unavailable: m.deletion_why_unavailable,
  upstream_timeout: m.deletion_why_timeout,
  upstream_invalid: m.deletion_why_invalid,
  upstream_rate_limited: m.deletion_why_rate_limited,
}

export function reasonOf(state: 'failed' | 'remaining', code: string | undefined): string {
  if (state === 'remaining') return m.deletion_why_remaining()
  return (code === undefined ? undefined : REASONS[code]?.()) ?? m.deletion_why_unknown({ code: code ?? '—' })
}
