import { Outlet } from '@tanstack/react-router'

export function Frame() {
  return (
    <div className="flex h-full">
      <main className="min-w-0 flex-1">
        <Outlet />
      </main>
    </div>
  )
}
