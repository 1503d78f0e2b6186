import { m } from '../i18n/messages.ts'
import { useStore } from '../lib/store.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { COLUMNS } from './columns.ts'
import { type ColumnId, DEFAULT_PREFERENCES, DENSITIES, type Density, preferences } from './preferences.ts'

const DENSITY_NAMES: Record<Density, () => string> = {
  comfortable: m.density_comfortable,
  compact: m.density_compact,
}

/** Which columns, in which order, how dense: kept on this device. */
export function ViewDialog({ onClose }: { onClose: () => void }) {
  const chosen = useStore(preferences)
  const change = (next: Partial<typeof chosen>) => preferences.set({ ...chosen, ...next })
  const toggle = (id: ColumnId) =>
    change({
      hidden: chosen.hidden.includes(id) ? chosen.hidden.filter((each) => each !== id) : [...chosen.hidden, id],
    })
  const move = (id: ColumnId, by: 1 | -1) => {
    const order = chosen.order.filter((each) => each !== id)
    order.splice(chosen.order.indexOf(id) + by, 0, id)
    change({ order })
  }

  return (
    <Dialog
      title={m.view_title()}
      onClose={onClose}
      footer={
        <>
          <Button look="quiet" onClick={() => preferences.set(DEFAULT_PREFERENCES)}>
            {m.view_reset()}
          </Button>
          <Button look="accent" onClick={onClose}>
            {m.view_done()}
          </Button>
        </>
      }
    >
      <fieldset>
        <legend className="pb-1 text-xs font-medium text-muted">{m.view_columns()}</legend>
        <ul>
          {chosen.order.map((id, at) => (
            <li key={id} className="flex h-9 items-center gap-2 border-b border-line last:border-0">
              <label htmlFor={`column-${id}`} className="flex flex-1 items-center gap-2.5">
                <Checkbox
                  id={`column-${id}`}
                  checked={!chosen.hidden.includes(id)}
                  disabled={id === 'filename'}
                  onChange={() => toggle(id)}
                />
                {COLUMNS[id].name()}
              </label>
              <IconButton
                label={m.view_move_up({ name: COLUMNS[id].name() })}
                icon="chevronUp"
                disabled={at === 0}
                onClick={() => move(id, -1)}
              />
              <IconButton
                label={m.view_move_down({ name: COLUMNS[id].name() })}
                icon="chevronDown"
                disabled={at === chosen.order.length - 1}
                onClick={() => move(id, 1)}
              />
            </li>
          ))}
        </ul>
      </fieldset>
      <fieldset className="pt-4">
        <legend className="pb-2 text-xs font-medium text-muted">{m.view_density()}</legend>
        <div className="flex gap-4">
          {DENSITIES.map((density) => (
            <label key={density} className="flex items-center gap-2">
              <input
                type="radio"
                name="density"
                checked={chosen.density === density}
                onChange={() => change({ density })}
                className="accent-accent"
              />
              {DENSITY_NAMES[density]()}
            </label>
          ))}
        </div>
      </fieldset>
    </Dialog>
  )
}
