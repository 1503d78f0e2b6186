import { Outlet } from '@tanstack/react-router'

export function RecordingsPage() {
  return <Outlet />
}
