import { classes } from '../lib/classes.ts'

/** Drawn on a 16 px grid, 1.5 px strokes, one path each: an icon costs a row two elements, no more. */
const PATHS = {
  recordings:
    'M2.5 4.5h7a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-5a1 1 0 0 1 1-1Zm8 2.6 3.3-1.9a.5.5 0 0 1 .7.4v4.8a.5.5 0 0 1-.7.4l-3.3-1.9',
  deletions: 'M2.5 4.5h11M6.5 4.5v-2h3v2M4 4.5l.6 8a1 1 0 0 0 1 1h4.8a1 1 0 0 0 1-1l.6-8',
  activity: 'M1.5 8h2.7l2-5 3.3 10 2.1-5h2.9',
  play: 'M4.8 3.2v9.6a.4.4 0 0 0 .6.3l7.6-4.8a.4.4 0 0 0 0-.7L5.4 2.9a.4.4 0 0 0-.6.3Z',
  link: 'M6.8 9.2a2.7 2.7 0 0 0 3.9 0l2.2-2.2a2.7 2.7 0 0 0-3.9-3.9l-.7.7M9.2 6.8a2.7 2.7 0 0 0-3.9 0L3.1 9a2.7 2.7 0 0 0 3.9 3.9l.7-.7',
  trash: 'M2.5 4.5h11M6.5 4.5v-2h3v2M4 4.5l.6 8a1 1 0 0 0 1 1h4.8a1 1 0 0 0 1-1l.6-8M6.7 7v4M9.3 7v4',
  chevronDown: 'm4.5 6.5 3.5 3.5 3.5-3.5',
  chevronUp: 'm4.5 9.5 3.5-3.5 3.5 3.5',
  chevronLeft: 'M9.5 4.5 6 8l3.5 3.5',
  chevronRight: 'M6.5 4.5 10 8l-3.5 3.5',
  arrowUp: 'M8 13V3.5M4.5 7 8 3.5 11.5 7',
  arrowDown: 'M8 3v9.5M4.5 9 8 12.5 11.5 9',
  refresh: 'M13.5 8a5.5 5.5 0 1 1-1.6-3.9l1.6 1.6M13.5 2.5v3.2h-3.2',
  search: 'M7.2 11.9a4.7 4.7 0 1 0 0-9.4 4.7 4.7 0 0 0 0 9.4Zm3.4-1.3 3 3',
  close: 'm4 4 8 8M12 4l-8 8',
  check: 'm3.5 8.5 3 3 6-7',
  minus: 'M4 8h8',
  columns: 'M2.5 3h11a.5.5 0 0 1 .5.5v9a.5.5 0 0 1-.5.5h-11a.5.5 0 0 1-.5-.5v-9a.5.5 0 0 1 .5-.5ZM6 3v10M10 3v10',
  download: 'M8 2.5v7.7M4.8 7.2 8 10.4l3.2-3.2M2.5 13.5h11',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  warning: 'M8 2.4 14.2 13H1.8L8 2.4Zm0 4.1v3.2M8 11.4v.01',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Zm0-6.5v3.3M8 5.2v.01',
  offline:
    'M2 2l12 12M4.8 9.2a4.6 4.6 0 0 1 2.3-1.1M10 8.6c.5.2.9.4 1.2.7M2.4 6.6a8 8 0 0 1 2.2-1.4M7 4.6a8 8 0 0 1 6.6 2M8 12.2v.01',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Zm0-9.5V8l2.3 1.5',
  lock: 'M4.5 7.5h7a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-4a1 1 0 0 1 1-1Zm1-.2V5a2.5 2.5 0 0 1 5 0v2.3',
  sun: 'M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6ZM8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9',
  moon: 'M13.3 9.6A5.6 5.6 0 0 1 6.4 2.7a5.6 5.6 0 1 0 6.9 6.9Z',
  screen: 'M2.5 3h11a.5.5 0 0 1 .5.5v7a.5.5 0 0 1-.5.5h-11a.5.5 0 0 1-.5-.5v-7a.5.5 0 0 1 .5-.5ZM5.5 13.5h5',
  eyeOff:
    'M2 2l12 12M6.6 6.6a2 2 0 0 0 2.8 2.8M4.4 4.5C2.6 5.7 1.5 8 1.5 8S3.6 12.5 8 12.5c1.3 0 2.4-.4 3.3-.9M6.9 3.6l1.1-.1c4.4 0 6.5 4.5 6.5 4.5s-.5 1.1-1.5 2.2',
  undo: 'M5.5 3 2.5 6l3 3M2.8 6H9a4 4 0 0 1 0 8H6.5',
  retry: 'M2.5 8a5.5 5.5 0 1 0 1.6-3.9L2.5 5.7M2.5 2.5v3.2h3.2',
  copy: 'M6 5.5h6.5a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1ZM3.5 10.5h-.2a.8.8 0 0 1-.8-.8V3.3c0-.4.4-.8.8-.8h6.4c.4 0 .8.4.8.8v.2',
  external: 'M9.5 2.5h4v4M13.2 2.8 7.5 8.5M11.5 9.5v3a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1h3',
  person: 'M8 8.2a2.8 2.8 0 1 0 0-5.7 2.8 2.8 0 0 0 0 5.7ZM2.8 13.7a5.3 5.3 0 0 1 10.4 0',
  keyboard:
    'M2.5 4h11a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1ZM4 6.7h.01M6.7 6.7h.01M9.3 6.7h.01M12 6.7h.01M5 9.4h6',
  settings:
    'M2 4.5h6.5M12 4.5h2M2 11.5h2M7.5 11.5H14M10.3 6.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4ZM5.7 13.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4Z',
} as const

export type IconName = keyof typeof PATHS

/** Decoration only: what it means is said by the words beside it or by the button's label. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" className={classes('icon', className)}>
      <path d={PATHS[name]} />
    </svg>
  )
}
