import { AUDIT_ACTIONS } from '@reeldesk/contract'
import { useId, useState } from 'react'
import { m } from '../i18n/messages.ts'
import { classes } from '../lib/classes.ts'
import { localZone } from '../lib/format.ts'
import { Button } from '../ui/button.tsx'
import { FIELD, Field } from '../ui/dialog-field.tsx'
import { actionName } from './describe.ts'
import { type ActivitySearch, isFiltered, isRecordingId, readActivitySearch } from './search.ts'

/** Every filter is in the URL; text is taken over on Enter or when its field is left. */
export function ActivityFilters({
  search,
  onChange,
}: {
  search: ActivitySearch
  onChange: (next: ActivitySearch) => void
}) {
  const actionId = useId()
  const formId = useId()
  const [isOpen, setOpen] = useState(false)
  const [actor, setActor] = useDraft(search.actor ?? '')
  const [recordingId, setRecordingId] = useDraft(search.recordingId ?? '')
  const wrongId = recordingId.trim() !== '' && !isRecordingId(recordingId.trim()) ? m.activity_id_wrong() : undefined

  const take = (change: Partial<Record<keyof ActivitySearch, string>>) => {
    const next = readActivitySearch({ ...search, actor: actor.trim(), recordingId: recordingId.trim(), ...change })
    if (JSON.stringify(next) !== JSON.stringify(search)) onChange(next)
  }

  return (
    <search className="border-b border-line px-4 pb-3">
      <Button
        size="sm"
        icon={isOpen ? 'chevronUp' : 'chevronDown'}
        aria-expanded={isOpen}
        aria-controls={formId}
        onClick={() => setOpen(!isOpen)}
        className="sm:hidden"
      >
        {isFiltered(search) ? m.activity_filters_on() : m.activity_filters()}
      </Button>
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault()
          take({})
        }}
        className={classes(
          'flex-wrap items-start gap-x-3 gap-y-2 max-sm:mt-2 sm:flex',
          isOpen ? 'max-sm:flex' : 'max-sm:hidden',
        )}
      >
        <Field
          label={m.activity_filter_actor()}
          placeholder={m.activity_filter_actor_hint()}
          value={actor}
          maxLength={200}
          onChange={(event) => setActor(event.target.value)}
          onBlur={() => take({})}
          className="w-44 max-sm:w-full"
        />
        <div className="flex flex-col gap-1 max-sm:w-full">
          <label htmlFor={actionId} className="text-xs font-medium text-muted">
            {m.activity_filter_action()}
          </label>
          <select
            id={actionId}
            value={search.action ?? ''}
            onChange={(event) => take({ action: event.target.value })}
            className={FIELD}
          >
            <option value="">{m.activity_filter_any()}</option>
            {AUDIT_ACTIONS.map((action) => (
              <option key={action} value={action}>
                {actionName(action)}
              </option>
            ))}
          </select>
        </div>
        <Field
          label={m.activity_filter_recording()}
          placeholder={m.activity_filter_recording_hint()}
          value={recordingId}
          spellCheck={false}
          problem={wrongId}
          onChange={(event) => setRecordingId(event.target.value)}
          onBlur={() => take({})}
          className="w-72 max-sm:w-full"
        />
        <Field
          type="date"
          label={m.activity_filter_from({ zone: localZone() })}
          value={search.from ?? ''}
          max={search.to}
          onChange={(event) => take({ from: event.target.value })}
        />
        <Field
          type="date"
          label={m.activity_filter_to({ zone: localZone() })}
          value={search.to ?? ''}
          min={search.from}
          onChange={(event) => take({ to: event.target.value })}
        />
        {isFiltered(search) && (
          <Button look="quiet" icon="close" onClick={() => onChange({})} className="self-end">
            {m.activity_clear()}
          </Button>
        )}
        {/* With several fields Enter submits only where there is a button for it (HTML, implicit submission). */}
        <button type="submit" hidden />
      </form>
    </search>
  )
}

/** What is being typed, until the URL says something new: then that. */
function useDraft(value: string): [string, (draft: string) => void] {
  const [typed, setTyped] = useState({ value, draft: value })
  return [typed.value === value ? typed.draft : value, (draft) => setTyped({ value, draft })]
}
