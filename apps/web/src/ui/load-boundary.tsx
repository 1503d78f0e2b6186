import { Component, type ReactNode } from 'react'

/**
 * Around a part that is loaded when it is needed: offline, or after a new version was put in place, there may be nothing
 * to load. `fallback` stands in for it; the rest of the page goes on.
 */
export class LoadBoundary extends Component<
  { fallback?: ReactNode; onFail?: () => void; children: ReactNode },
  { hasFailed: boolean }
> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override componentDidCatch() {
    this.props.onFail?.()
  }

  override render() {
    return this.state.hasFailed ? this.props.fallback : this.props.children
  }
}
