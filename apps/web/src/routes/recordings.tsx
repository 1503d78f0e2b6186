import { createFileRoute } from '@tanstack/react-router'
import { readListSearch } from '../recordings/list-search.ts'
import { RecordingsPage } from '../recordings/page.tsx'

/** The first screen: part of the first download, so that no second one stands between a person and the first row. */
export const Route = createFileRoute('/recordings')({
  codeSplitGroupings: [],
  validateSearch: readListSearch,
  component: RecordingsPage,
})
