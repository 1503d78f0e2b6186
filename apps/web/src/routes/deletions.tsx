import { createFileRoute } from '@tanstack/react-router'
import { DeletionsPage } from '../deletions/page.tsx'
import { readDeletionsSearch } from '../deletions/search.ts'

export const Route = createFileRoute('/deletions')({ validateSearch: readDeletionsSearch, component: DeletionsPage })
