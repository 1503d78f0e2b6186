/** What a room's meetings look like: minutes from–to, and how many megabytes a minute weighs. */
interface Kind {
  /** The file in `media/` that its recordings play; its ending is their format. */
  clip: string
  minutes: readonly [number, number]
  megaBytesPerMinute: readonly [number, number]
}

export interface Room extends Kind {
  /** As public callers of the API see it: with a leading slash. */
  name: string
  /** Kept in the customer's own storage: the vendor has no link to give. */
  ownStorage: boolean
  /** How often it meets, relative to the others; 0 for rooms that appear only among the oddities. */
  weight: number
}

const telehealth: Kind = { clip: 'consultation.mp4', minutes: [9, 34], megaBytesPerMinute: [7, 10] }
const education: Kind = { clip: 'lesson.mp4', minutes: [38, 95], megaBytesPerMinute: [10, 14] }
const recruiting: Kind = { clip: 'interview.mp4', minutes: [22, 64], megaBytesPerMinute: [8, 12] }

const telehealthNames = {
  acme: 'okafor lindqvist moreau tanaka abebe castellanos novak brennan iyer halloran dubois whitfield',
  harborview: 'sorensen patel nakamura obi reyes fitzgerald kowalski mbeki larsson ortega',
  lumen: 'vance chaudhry eriksen bianchi osei rahman silva petrov',
}
const educationNames = {
  northgate: 'algebra-2 biology-10b world-history chemistry-lab ap-physics french-3 creative-writing statistics',
  brightpath: 'reading-support math-tutoring essay-clinic sat-prep college-counseling esl-evening',
  'meridian-college': 'anatomy-101 intro-to-law macroeconomics nursing-seminar thesis-defense office-hours',
}
const recruitingNames = {
  talentbridge: 'backend-interviews frontend-interviews data-panel final-round recruiter-screen design-review',
  kestrel: 'sales-interviews support-hiring culture-fit leadership-panel campus-day',
  hirewell: 'intake-call technical-screen reference-check onboarding',
}

/** Organisations that chose `.mkv`, or whose meetings look different. */
const CLIP_OF: Record<string, string> = {
  lumen: 'follow-up.mkv',
  kestrel: 'panel.mkv',
  'meridian-college': 'standup.mp4',
}

function roomsOf(kind: Kind, groups: Record<string, string>, infix = ''): Room[] {
  return Object.entries(groups).flatMap(([organisation, names]) =>
    names.split(' ').map((name, rank) => ({
      ...kind,
      name: `/${organisation}-${infix}${name}`,
      clip: CLIP_OF[organisation] ?? kind.clip,
      ownStorage: organisation === 'hirewell',
      weight: 1 / (rank + 1) ** 0.6,
    })),
  )
}

const oddRoom = (name: string): Room => ({ ...recruiting, name, clip: 'standup.mp4', ownStorage: false, weight: 0 })

/** Rooms whose recordings fail in one given way; what each does stands in `faults/standing.ts`. */
export const FAULT_ROOMS = [
  '/legacy-imports',
  '/legacy-legal-hold',
  '/legacy-quota-pilot',
  '/legacy-migrated',
  '/legacy-nordic-region',
  '/legacy-tape-archive',
  '/legacy-webinars',
] as const
export type FaultRoom = (typeof FAULT_ROOMS)[number]

export const ODD_ROOMS = ['/école-montréal', '/praxis-dr-müller', '/会議室-東京', "/o'brien-&-sons"] as const

/** In code-unit order, so that a room's place in the list is its rank when sorting by name. */
export const ROOMS: readonly Room[] = [
  ...roomsOf(telehealth, telehealthNames, 'dr-'),
  ...roomsOf(education, educationNames),
  ...roomsOf(recruiting, recruitingNames),
  ...FAULT_ROOMS.map(oddRoom),
  ...ODD_ROOMS.map(oddRoom),
].sort((a, b) => (a.name < b.name ? -1 : 1))

const rankByName = new Map(ROOMS.map((room, rank) => [room.name, rank]))

export const rankOfRoom = (name: string): number | undefined => rankByName.get(name)

/** Room names are written both ways; this is the one that recordings carry. */
export const withSlash = (roomName: string) => (roomName.startsWith('/') ? roomName : `/${roomName}`)
