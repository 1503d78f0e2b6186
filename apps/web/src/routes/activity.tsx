import { createFileRoute } from '@tanstack/react-router'
import { ActivityPage } from '../activity/page.tsx'

export const Route = createFileRoute('/activity')({ component: ActivityPage })
