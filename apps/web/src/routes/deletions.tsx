import { createFileRoute } from '@tanstack/react-router'
import { DeletionsPage } from '../deletions/page.tsx'

export const Route = createFileRoute('/deletions')({ component: DeletionsPage })
