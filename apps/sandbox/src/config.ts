import * as z from 'zod'

export interface Config {
  host: string
  /** 0 lets the system choose. */
  port: number
  apiKey: string
  pointsPerMinute: number
  recordings: number
  seed: number
  /** The world's newest moment, epoch milliseconds. The clock of limits and links is the real one all the same. */
  nowMs: number
  /** What access links begin with; undefined means the loopback address listened on. */
  publicOrigin: string | undefined
}

const integer = (min: number, max: number) => z.coerce.number().int().min(min).max(max)

const Settings = z.object({
  SANDBOX_HOST: z.string().min(1).default('127.0.0.1'),
  SANDBOX_PORT: integer(0, 65_535).default(4401),
  SANDBOX_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be printable and without spaces')
    .default('sandbox-key'),
  SANDBOX_POINTS_PER_MINUTE: integer(1, 1_000_000_000).default(1000),
  SANDBOX_RECORDINGS: integer(0, 1_000_000).default(2400),
  SANDBOX_SEED: integer(0, 2 ** 32 - 1).default(2026),
  SANDBOX_NOW: z.iso.datetime({ offset: true, error: 'must be a moment such as 2026-03-02T15:00:00Z' }).optional(),
  SANDBOX_PUBLIC_ORIGIN: z
    .url({ protocol: /^https?$/, error: 'must be an origin such as http://127.0.0.1:4401' })
    .refine((url) => URL.canParse(url) && new URL(url).origin === url, 'must be an origin, without path or slash')
    .optional(),
})

/** An empty variable counts as not set. */
export function loadConfig(
  env: NodeJS.ProcessEnv = process.env,
): { ok: true; config: Config } | { ok: false; problems: string[] } {
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => name in Settings.shape && value !== ''),
  )
  const parsed = Settings.safeParse(given)
  if (!parsed.success) {
    return { ok: false, problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}.`) }
  }
  const settings = parsed.data
  return {
    ok: true,
    config: {
      host: settings.SANDBOX_HOST,
      port: settings.SANDBOX_PORT,
      apiKey: settings.SANDBOX_API_KEY,
      pointsPerMinute: settings.SANDBOX_POINTS_PER_MINUTE,
      recordings: settings.SANDBOX_RECORDINGS,
      seed: settings.SANDBOX_SEED,
      nowMs: settings.SANDBOX_NOW === undefined ? Date.now() : Date.parse(settings.SANDBOX_NOW),
      publicOrigin: settings.SANDBOX_PUBLIC_ORIGIN,
    },
  }
}
