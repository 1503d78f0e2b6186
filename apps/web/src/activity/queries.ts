import { infiniteQueryOptions } from '@tanstack/react-query'
import { type AuditFilters, listAuditEvents } from '../api/client.ts'

export const listAuditEventsQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ['listAuditEvents', filters],
    queryFn: ({ pageParam, signal }) => listAuditEvents(filters, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })
