/** A bar with its figures in words beside it: colour and length alone say nothing to many. */
export function ProgressLine({
  label,
  value,
  max,
  figures,
}: {
  label: string
  value: number
  max: number
  figures: string
}) {
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <span role="status">{label}</span>
        <span className="text-muted">{figures}</span>
      </div>
      <progress
        value={value}
        max={max}
        aria-label={label}
        className={
          'h-1.5 w-full appearance-none overflow-hidden rounded-full bg-pressed [&::-webkit-progress-bar]:bg-pressed ' +
          '[&::-moz-progress-bar]:bg-accent [&::-webkit-progress-value]:bg-accent'
        }
      />
    </div>
  )
}
