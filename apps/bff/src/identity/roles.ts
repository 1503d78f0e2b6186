import { ROLES, type Role } from '@reeldesk/contract'
import type { Config } from '../config.ts'
import type { Identification, Principal } from './principal.ts'

/** The groups a source names, or why it cannot be said what they are. */
export type Groups = { names: string[] } | { problem: string }

/** Exact names; of several the highest role counts. No role is the answer to everything unclear. */
export function identified(principal: Principal, groups: Groups, roleGroups: Config['roleGroups']): Identification {
  if ('problem' in groups) return { kind: 'no-role', principal, why: groups.problem }
  const role = highestRole(groups.names, roleGroups)
  if (role !== undefined) return { kind: 'identified', principal, role }
  const why =
    groups.names.length === 0
      ? 'You are signed in, but in none of the groups that were named to this console.'
      : 'You are signed in, but none of your groups has a role here.'
  return { kind: 'no-role', principal, why }
}

export function highestRole(names: string[], roleGroups: Config['roleGroups']): Role | undefined {
  return ROLES.findLast((role) => roleGroups[role].some((group) => names.includes(group)))
}

/** From a claim: a list of names and nothing else. */
export function groupsOfClaim(claim: unknown, isCutOff: boolean): Groups {
  if (isCutOff)
    return {
      problem: 'You are signed in, but in more groups than your provider names, so no role can be told from them.',
    }
  if (claim === undefined || claim === null)
    return { problem: 'You are signed in, but your provider names no groups to this console.' }
  if (Array.isArray(claim) && claim.every((name) => typeof name === 'string')) return { names: claim }
  return { problem: 'You are signed in, but your provider names your groups in a form this console does not take.' }
}
