import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { getDeletion, listDeletions } from '../api/client.ts'

export const listDeletionsQuery = () =>
  infiniteQueryOptions({
    queryKey: ['listDeletions'],
    queryFn: ({ pageParam, signal }) => listDeletions(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })

export const getDeletionQuery = (deletionId: string) =>
  queryOptions({
    queryKey: ['getDeletion', deletionId],
    queryFn: ({ signal }) => getDeletion(deletionId, signal),
  })
