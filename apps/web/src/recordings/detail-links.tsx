import { m } from '../i18n/messages.ts'
import { useNow } from '../lib/clock.ts'
import { formats } from '../lib/format.ts'
import { useStore } from '../lib/store.ts'
import { DetailSection } from './detail-section.tsx'
import { endsAt, lifetimeWords } from './link-words.ts'
import { linksMade } from './links-made.ts'

/** Links made from this window. Nobody can take one back, so how long they still open the file is worth knowing. */
export function DetailLinks({ recordingId }: { recordingId: string }) {
  const made = useStore(linksMade, (all) => all.get(recordingId))
  const now = useNow(made ? 'second' : 'off')
  if (!made) return null
  return (
    <DetailSection title={m.links_made()} note={m.links_made_here()}>
      <ul className="flex flex-col gap-1">
        {made.map(({ madeAt, seconds, expiresAt, purpose }) => (
          <li key={madeAt} className="flex items-baseline gap-3">
            <span className="min-w-0 flex-1">
              {purpose === 'play' ? m.link_made_to_play() : m.link_made_to_share()}
              <span className="text-faint"> · {formats.time(madeAt)}</span>
            </span>
            <span className="text-muted">{lifetimeWords(seconds)}</span>
            <span className={expiresAt > now ? 'text-warn' : 'text-faint'}>
              {expiresAt > now ? m.link_opens_until({ until: endsAt(expiresAt, now) }) : m.link_ended()}
            </span>
          </li>
        ))}
      </ul>
    </DetailSection>
  )
}
