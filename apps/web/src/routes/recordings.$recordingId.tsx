import { createFileRoute } from '@tanstack/react-router'
import { DetailPanel } from '../recordings/detail-panel.tsx'

export const Route = createFileRoute('/recordings/$recordingId')({ component: RecordingRoute })

function RecordingRoute() {
  const { recordingId } = Route.useParams()
  return <DetailPanel key={recordingId} recordingId={recordingId} />
}
