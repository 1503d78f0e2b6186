/** Something is under way; `label` says what, for those who do not see it turn. */
export function Spinner({ label }: { label: string }) {
  return (
    <span
      role="status"
      aria-label={label}
      className="inline-block size-4 animate-spin motion-reduce:animate-none rounded-full border-[1.5px] border-edge border-t-accent"
    />
  )
}
