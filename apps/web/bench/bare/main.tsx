import { keepPreviousData, QueryClient, QueryClientProvider, useInfiniteQuery } from '@tanstack/react-query'
import { createColumnHelper, type SortingState, tableFeatures, useTable } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { StrictMode, useEffect, useMemo, useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'

/** What the product is measured against: the same rows from the same API, with no router, no design, no states. */
interface Recording {
  recordingId: string
  filename: string
  roomName: string | null
  startDate: string
  endDate: string | null
  sizeInMegaBytes: number
}

interface Page {
  results: Recording[]
  cursor: string | null
}

const features = tableFeatures({})
const column = createColumnHelper<typeof features, Recording>()
const SORTABLE: Record<string, string> = {
  Room: 'roomName',
  Started: 'startDate',
  Duration: 'duration',
  Size: 'sizeInMegaBytes',
}
const columns = column.columns([
  column.accessor('filename', { header: 'Recording' }),
  column.accessor('roomName', { header: 'Room' }),
  column.accessor((row) => new Date(row.startDate).toLocaleString(), { id: 'started', header: 'Started' }),
  column.accessor(
    (row) => (row.endDate ? (Date.parse(row.endDate) - Date.parse(row.startDate)) / 60_000 : 0).toFixed(),
    {
      id: 'duration',
      header: 'Duration',
    },
  ),
  column.accessor('sizeInMegaBytes', { header: 'Size' }),
])

const sortKey = ([first]: SortingState) => (first ? `&sortBy=${first.id}:${first.desc ? 'desc' : 'asc'}` : '')

function Recordings() {
  const [sorting, setSorting] = useState<SortingState>([])
  const query = useInfiniteQuery({
    queryKey: ['recordings', sorting],
    queryFn: async ({ pageParam, signal }): Promise<Page> => {
      const cursor = pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''
      return (await fetch(`/api/recordings?limit=100${sortKey(sorting)}${cursor}`, { signal })).json()
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.cursor,
    placeholderData: keepPreviousData,
  })
  const data = useMemo(() => query.data?.pages.flatMap((page) => page.results) ?? [], [query.data])
  const table = useTable({ features, columns, data, getRowId: (row) => row.recordingId })
  const rows = table.getRowModel().rows
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 40,
    overscan: 10,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  useEffect(() => {
    if (last >= rows.length - 20 && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage])

  return (
    <div className="scroller" ref={scroller}>
      <table>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => {
                const name = String(header.column.columnDef.header)
                const key = SORTABLE[name]
                return (
                  <th key={header.id}>
                    {key ? (
                      <button type="button" onClick={() => setSorting([{ id: key, desc: false }])}>
                        {name}
                      </button>
                    ) : (
                      name
                    )}
                  </th>
                )
              })}
            </tr>
          ))}
        </thead>
        <tbody style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index]
            return row ? (
              <tr key={row.id} style={{ transform: `translateY(${item.start}px)` }}>
                {row.getAllCells().map((cell) => (
                  <td key={cell.id}>
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            ) : null
          })}
        </tbody>
      </table>
    </div>
  )
}

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={new QueryClient()}>
        <Recordings />
      </QueryClientProvider>
    </StrictMode>,
  )
