import type { AuditAction } from '@reeldesk/contract'
import { type AccessLink, LINK_SECONDS, type LinkPurpose } from '@reeldesk/contract'
import { takeFromRate } from '../identity/rate-limit.ts'
import { ProblemError } from '../problem.ts'
import type { RequestContext, Services } from '../services.ts'
import type { UpstreamSpent } from '../upstream/client.ts'

const ACTION_OF: Record<LinkPurpose, AuditAction> = { share: 'recording.link.created', play: 'recording.played' }

/**
 * The one module that makes links. A link is a bearer secret nobody can revoke: its lifetime is bound by the role,
 * the trail knows of it before upstream does, and it is never stored, logged or cached.
 */
export async function createAccessLink(
  services: Services,
  context: RequestContext,
  request: { recordingId: string; validForSeconds: number | undefined; purpose: LinkPurpose; spent: UpstreamSpent },
): Promise<AccessLink> {
  const { recordingId, purpose, spent } = request
  const longest = services.config.links.maxSeconds[context.caller.role]
  const validForSeconds = request.validForSeconds ?? Math.min(LINK_SECONDS.default, longest)
  if (validForSeconds > longest) {
    throw new ProblemError('forbidden', `Your role makes links that live at most ${longest} seconds.`)
  }
  await takeFromRate(services, context.caller, 'links')

  const facts = services.facts.get(recordingId)
  const detail = { validForSeconds, ...(facts && { filename: facts.filename, roomName: facts.roomName }) }
  return services.trail.act(context, { action: ACTION_OF[purpose], recordingId, detail }, async () => {
    const link = await services.upstream.createAccessLink(recordingId, validForSeconds, { priority: 'person', spent })
    return { result: link, detail: { ...detail, expires: new Date(link.expires).toISOString() } }
  })
}
