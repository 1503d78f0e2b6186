import { useId, useState } from 'react'
import { m } from '../i18n/messages.ts'
import { FIELD, Field } from '../ui/dialog-field.tsx'
import { customLifetime, defaultLifetime, LIFETIME_UNITS, type LifetimeUnit } from './link-lifetime.ts'
import { lifetimeWords } from './link-words.ts'

const UNIT_NAMES: Record<LifetimeUnit, () => string> = {
  seconds: m.unit_seconds,
  minutes: m.unit_minutes,
  hours: m.unit_hours,
}

/** A lifetime being entered, beginning with the person's default. */
export function useLifetime(maximum: number) {
  const [{ amount, unit }, set] = useState(() => asEntered(defaultLifetime(maximum)))
  const entered = customLifetime(amount, unit, maximum)
  return {
    amount,
    unit,
    maximum,
    set,
    seconds: entered.kind === 'seconds' ? entered.seconds : undefined,
    problem: entered.kind === 'seconds' ? undefined : m.link_lifetime_range({ longest: lifetimeWords(maximum) }),
  }
}

function asEntered(seconds: number): { amount: string; unit: LifetimeUnit } {
  if (seconds % 3_600 === 0) return { amount: String(seconds / 3_600), unit: 'hours' }
  if (seconds % 60 === 0) return { amount: String(seconds / 60), unit: 'minutes' }
  return { amount: String(seconds), unit: 'seconds' }
}

export function LifetimeField({ lifetime }: { lifetime: ReturnType<typeof useLifetime> }) {
  const { amount, unit, maximum, set, problem } = lifetime
  const unitId = useId()
  return (
    <div className="flex items-start gap-2">
      <Field
        data-first
        label={m.link_lifetime()}
        inputMode="decimal"
        value={amount}
        problem={problem}
        hint={m.link_lifetime_range({ longest: lifetimeWords(maximum) })}
        onChange={(event) => set({ amount: event.target.value, unit })}
        className="flex-1"
      />
      <div className="flex flex-col gap-1">
        <label htmlFor={unitId} className="text-xs font-medium text-muted">
          {m.link_lifetime_unit()}
        </label>
        <select
          id={unitId}
          value={unit}
          onChange={(event) =>
            set({ amount, unit: LIFETIME_UNITS.find((each) => each === event.target.value) ?? unit })
          }
          className={FIELD}
        >
          {LIFETIME_UNITS.map((each) => (
            <option key={each} value={each}>
              {UNIT_NAMES[each]()}
            </option>
          ))}
        </select>
      </div>
    </div>
  )
}
