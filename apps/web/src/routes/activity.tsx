import { createFileRoute } from '@tanstack/react-router'
import { ActivityPage } from '../activity/page.tsx'
import { readActivitySearch } from '../activity/search.ts'

export const Route = createFileRoute('/activity')({ validateSearch: readActivitySearch, component: ActivityPage })
