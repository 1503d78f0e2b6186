import { m } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2]
const times = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 })
const said = (speed: number) => m.player_speed_times({ speed: times.format(speed) })

/** What the browser's own controls lack in some browsers: the speed. */
export function PlayerBar({ speed, onSpeed }: { speed: number; onSpeed: (speed: number) => void }) {
  return (
    <div className="flex items-center justify-between gap-2 border-b border-line py-1 pr-2 pl-4 text-xs text-faint">
      <span className="max-sm:hidden">{m.player_keys()}</span>
      <Menu
        label={m.player_speed()}
        button={(menu) => (
          <Button
            {...menu}
            look="quiet"
            size="sm"
            aria-label={m.player_speed_now({ speed: said(speed) })}
            className="ml-auto"
          >
            {said(speed)}
          </Button>
        )}
      >
        {SPEEDS.map((each) => (
          <MenuItem key={each} checked={each === speed} onChoose={() => onSpeed(each)}>
            {said(each)}
          </MenuItem>
        ))}
      </Menu>
    </div>
  )
}
